namespace PeerFunctional.Link

open PeerFunctional.Kernel

/// What waits behind an item that is leaving.
type BehindItem =
    | MessageBehind of Message
    | EndBehind

/// A recovering peer that writes one message after the other.
type RecoveringReplay =
    {
        Machine: PeerState
        /// For each connection on which an item is leaving, what comes after it, last first.
        Leaving: Map<Connection, BehindItem list>
    }

/// Our peer as a capture shows one: its user's wishes are a script.
module ReplayedRecovering =

    let private wait connection behind (state: RecoveringReplay) =
        { state with
            Leaving = state.Leaving |> Map.change connection (Option.map (fun waiting -> behind :: waiting)) }

    /// An output of the machine, or nothing where it waits.
    let private pass sent (state: RecoveringReplay) (output: LinkOutput) =
        let isLeaving connection =
            Map.containsKey connection state.Leaving

        match output with
        | Send(Address.Stream connection, message) when isLeaving connection ->
            struct (wait connection (MessageBehind message) state, [])
        | Close(Address.Stream connection) when isLeaving connection -> struct (wait connection EndBehind state, [])
        | Send _
        | Open _
        | HalfClose _
        | Close _
        | SetTimer _
        | CancelTimer _
        | Ask _
        | Tell _
        | Finish -> struct (state, [ ReplayedPeer.speech sent output ])

    let private run now sent input (state: RecoveringReplay) =
        let struct (machine, outputs) = RecoveringPeer.step now state.Machine input

        let struct (state, passed) =
            (struct ({ state with Machine = machine }, []), outputs)
            ||> List.fold (fun (struct (state, passed)) output ->
                let struct (state, output) = pass sent state output
                struct (state, output :: passed))

        struct (state, passed |> List.rev |> List.concat)

    let private command now command = run now Said (Commanded command)

    let private without connection (state: RecoveringReplay) =
        { state with
            Leaving = Map.remove connection state.Leaving }

    /// The header of an item leaves; the machine gives the item once its last byte has left.
    let private begins connection dataType size (state: RecoveringReplay) =
        match Map.tryFind connection state.Machine.Links with
        | Some { Phase = Agreed; Terms = terms } when terms.DataType = dataType ->
            let header: ReplayOutput list =
                [ Send(Address.Stream connection, Announced(dataType, size)) ]

            let leaving =
                if size = 0 then
                    state.Leaving
                else
                    Map.add connection [] state.Leaving

            struct ({ state with Leaving = leaving }, header)
        | Some _
        | None -> struct (state, [])

    let private completes now connection content (state: RecoveringReplay) =
        let address = Address.Stream connection

        let behind: ReplayOutput list =
            Map.tryFind connection state.Leaving
            |> Option.defaultValue []
            |> List.rev
            |> List.map (fun behind ->
                match behind with
                | MessageBehind message -> Send(address, Said message)
                | EndBehind -> Close address)

        let struct (state, outputs) =
            state
            |> without connection
            |> run now (fun _ -> Payload(content, 0)) (Commanded(Give(connection, content)))

        // A long item leaves as two messages.
        struct (state, List.distinct outputs @ behind)

    let private ends now connection (state: RecoveringReplay) =
        let state = without connection state

        if Map.containsKey connection state.Machine.Links then
            state |> command now (EndLink connection)
        else
            struct (state, [ Close(Address.Stream connection) ])

    let private follow now cue state =
        match cue with
        | Calls(connection, terms, _) -> state |> command now (Connect(Connection.partner connection, terms))
        | Answers(connection, _, isAccepted) -> state |> command now (Decide(connection, isAccepted))
        | Begins(connection, dataType, size) -> state |> begins connection dataType size
        | Completes(connection, content, _) -> state |> completes now connection content
        | Ends connection -> state |> ends now connection

    let private hear now (input: ReplayInput) state =
        let state =
            match input with
            | Closed(Address.Stream connection, _) -> without connection state
            | Closed _
            | Started
            | Opened _
            | Received _
            | Malformed _
            | TimerFired _
            | Commanded _
            | Answered() -> state

        match ReplayedPeer.message input with
        | ValueSome input -> state |> run now Said input
        | ValueNone -> struct (state, [])

    let machine script settings =
        ReplayedPeer.machine
            script
            { Machine = LinkState.initial settings
              Leaving = Map.empty }
            follow
            (fun _ state -> struct (state, []))
            hear
