namespace PeerFunctional.Link

open PeerFunctional.Kernel

/// An original's connections, each with a thread of its own.
type PublishedReplay =
    {
        Threads: Map<Connection, PublishedPeer>
        /// Connections on which the capture does not tell when it read or wrote what: its keep-alives have no time there.
        Astray: Set<Connection>
        /// The data type of the last item that it announced.
        Announced: Map<Connection, DataType>
    }

/// An original as a capture shows one. The capture does not show how many bytes each of its reads returned, so what it makes of
/// bytes that may have come in several reads is open: it may take them for a header that is no text, and say PING, or end its
/// thread and say nothing more.
module ReplayedPublished =

    let private put connection thread state =
        { state with
            Threads = Map.add connection thread state.Threads }

    let private lead connection state =
        { state with
            Astray = Set.add connection state.Astray }

    let private run now connection input state =
        match Map.tryFind connection state.Threads with
        | None -> struct (state, [])
        | Some thread ->
            let struct (thread, outputs) = PublishedPeer.step now thread input
            struct (put connection thread state, outputs |> List.map (ReplayedPeer.speech Said))

    let private start now settings connection index inputs state =
        let thread =
            { PublishedPeer.initial settings with
                Calls = index }

        (struct (put connection thread state, []), inputs)
        ||> List.fold (fun (struct (state, outputs)) input ->
            let struct (state, more) = run now connection input state
            struct (state, outputs @ more))

    let private isLinked connection state =
        state.Threads
        |> Map.tryFind connection
        |> Option.exists (fun thread -> Map.containsKey connection thread.Links)

    /// What its user gives it leaves whatever its size and type, once there is a link.
    let private say connection speech state : struct (PublishedReplay * ReplayOutput list) =
        struct (state,
                if isLinked connection state then
                    [ Send(Address.Stream connection, speech) ]
                else
                    [])

    /// Whether an original writes an item so. Where an item of a stream begins is open.
    let private isWritten connection (content: ByteString) state =
        let isStream =
            Map.tryFind connection state.Threads
            |> Option.bind (fun thread -> Map.tryFind connection thread.Links)
            |> Option.exists _.Terms.IsStream

        isStream
        || Map.tryFind connection state.Announced <> Some Json
        || PythonJson.isPythons content.Bytes

    let private follow settings now cue state =
        match cue with
        | Calls(connection, terms, index) ->
            state
            |> start now settings connection index [ Commanded(Connect(Connection.partner connection, terms)) ]
        | Answers(connection, offer, isAccepted) ->
            let address = Address.Stream connection

            let settings =
                { settings with
                    Acceptance = if isAccepted then AcceptAll else AcceptNone }

            state |> start now settings connection 0 [ Opened address; Received(address, Hello offer) ]
        | Begins(connection, dataType, size) ->
            { state with
                PublishedReplay.Announced = Map.add connection dataType state.Announced }
            |> say connection (CapturedSpeech.Announced(dataType, size))
        | Completes(connection, content, _) when not (isWritten connection content state) -> struct (state, [])
        | Completes(connection, content, pings) -> state |> say connection (Payload(content, pings))
        | Ends connection ->
            struct ({ state with
                        Threads = Map.remove connection state.Threads },
                    [ CancelTimer(Beat connection)
                      CancelTimer(Deadline connection)
                      Close(Address.Stream connection) ])

    let private misread connection state =
        if Set.contains connection state.Astray then
            state |> say connection (Said Ping)
        else
            struct (state, [])

    /// A keep-alive is due. One that comes while an item leaves goes into the item.
    let private beat isLeaving now connection state =
        if Set.contains connection state.Astray then
            struct (state, [])
        elif isLeaving connection now then
            struct (lead connection state, [])
        else
            state |> run now connection (TimerFired(Beat connection))

    let private hear isLeaving now (input: ReplayInput) state =
        match input with
        | Received(Address.Stream connection, Unclear) ->
            struct (lead connection state, [ CancelTimer(Beat connection) ])
        // Its answer is a cue of the script.
        | Received(Address.Stream(Accepted _ as connection), Said(Hello _)) when not (isLinked connection state) ->
            struct (state, [])
        | Received(Address.Stream connection, NoMore) ->
            state |> run now connection (Closed(Address.Stream connection, CloseReason.ClosedByPartner))
        | TimerFired(Beat connection) -> state |> beat isLeaving now connection
        | TimerFired(Deadline connection) -> state |> run now connection (TimerFired(Deadline connection))
        | Opened(Address.Stream connection)
        | Received(Address.Stream connection, _)
        | Malformed(Address.Stream connection, _)
        | Closed(Address.Stream connection, _) ->
            match ReplayedPeer.message input with
            | ValueSome input -> state |> run now connection input
            | ValueNone -> struct (state, [])
        | Started
        | Opened _
        | Received _
        | Malformed _
        | Closed _
        | TimerFired SearchOver
        | Commanded _
        | Answered() -> struct (state, [])

    /// `isLeaving` tells whether the bytes of an item leave on a connection at a time.
    let machine script isLeaving settings =
        ReplayedPeer.machine
            script
            { Threads = Map.empty
              Astray = Set.empty
              Announced = Map.empty }
            (follow settings)
            misread
            (hear isLeaving)
