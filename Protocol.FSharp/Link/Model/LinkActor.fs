namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// The machine of a world's peer.
type LinkMachine =
    | RecoveringMachine of PeerState
    | PublishedMachine of PublishedPeer
    /// Says these messages on a connection of its own and ignores what comes in.
    | HostileMachine of Message list
    | SearchingMachine of PeerSearch

/// What a world's peer does besides answering: whom it calls as it starts, and what it gives on each link of its own making.
type LinkScript =
    {
        Calls: Endpoint voption
        Terms: Terms
        /// Given once a call of this peer has made a link.
        Items: ByteString list
        /// Given once a caller has made a link.
        Answers: ByteString list
        /// The most items that a partner gives on one link.
        MostComing: int
    }

/// A peer of a world: its machine, and what its user has heard.
type LinkActor =
    {
        Machine: LinkMachine
        Script: LinkScript
        /// The items of each link, last first; of those beyond what a partner gives, each kind once.
        Got: Map<Connection, ByteString list>
        /// Links that were made.
        Linked: Set<Connection>
        /// Whether an item of another data type came on a strict link, and how many came after it.
        SinceViolation: int voption
        /// Whether the user knows what became of its call.
        IsTold: bool
        /// Whether its search found a peer.
        HasFound: bool
    }

module LinkActor =

    let create machine script =
        { Machine = machine
          Script = script
          Got = Map.empty
          Linked = Set.empty
          SinceViolation = ValueNone
          IsTold = false
          HasFound = false }

    let private stepMachine now machine input =
        match machine with
        | RecoveringMachine peer -> RecoveringPeer.step now peer input |> Step.within RecoveringMachine
        | PublishedMachine peer -> PublishedPeer.step now peer input |> Step.within PublishedMachine
        | SearchingMachine search -> PeerSearch.step now search input |> Step.within SearchingMachine
        | HostileMachine messages ->
            match input with
            | Commanded(Connect(target, terms)) ->
                struct (machine, [ Open(Address.Stream(Dialled(target, LinkWires.callNumber terms 0))) ])
            | Opened(Address.Stream(Dialled _) as connection) ->
                struct (machine, messages |> List.map (fun message -> Send(connection, message)))
            | Opened _
            | Started
            | Received _
            | Malformed _
            | Closed _
            | TimerFired _
            | Commanded _
            | Answered() -> struct (machine, [])

    let private got connection content actor =
        let before = actor.Got |> Map.tryFind connection |> Option.defaultValue []

        // A stream brings keep-alives as items without end. Once more came than a partner gives, another one of a kind that came
        // changes no answer of a property, and would only make states without end.
        let tellsNothing =
            before.Length > actor.Script.MostComing && List.contains content before

        { actor with
            Got =
                if tellsNothing then
                    actor.Got
                else
                    Map.add connection (content :: before) actor.Got
            SinceViolation = actor.SinceViolation |> ValueOption.map ((+) 1) }

    /// What the user makes of a notice: what it knows, and what it wants next.
    let private receive notice actor =
        match notice with
        | Linked(connection, _, _, _) ->
            let items =
                match connection with
                | Dialled _ -> actor.Script.Items
                | Accepted _ -> actor.Script.Answers

            let actor =
                { actor with
                    Linked = Set.add connection actor.Linked
                    Got = Map.add connection [] actor.Got }

            struct (actor, items |> List.map (fun item -> Give(connection, item)))
        | ItemCame(connection, _, _, content) -> struct (got connection content actor, [])
        | ConnectFailed _
        | LinkEnded(Dialled _, _, _) -> struct ({ actor with IsTold = true }, [])
        | LinkEnded(Accepted _, _, _)
        | OfferCame _
        | OfferRefused _
        | AlreadyLinked _
        | ItemSent _
        | ItemRefused _
        | Ignored _
        | CallerRefused _
        | SearchAnswered _ -> struct (actor, [])
        | Found _ -> struct ({ actor with HasFound = true }, [])

    /// An item of another data type than a strict link's, as it comes in.
    let private watch input actor =
        match input with
        | Received(_, Item(dataType, _)) when
            dataType <> actor.Script.Terms.DataType
            && actor.Script.Terms.IsStrict
            && actor.SinceViolation.IsNone
            ->
            { actor with
                SinceViolation = ValueSome 0 }
        | Started
        | Opened _
        | Received _
        | Malformed _
        | Closed _
        | TimerFired _
        | Commanded _
        | Answered() -> actor

    let rec private run now input actor : struct (LinkActor * LinkOutput list) =
        let struct (machine, outputs) = stepMachine now actor.Machine input

        let carry (struct (actor, carried)) output =
            match output with
            | Tell notice ->
                let struct (actor, wishes) = receive notice actor

                (struct (actor, output :: carried), wishes)
                ||> List.fold (fun (struct (actor, carried)) wish ->
                    let struct (actor, more) = run now (Commanded wish) actor
                    struct (actor, List.rev more @ carried))
            | Open _
            | Send _
            | HalfClose _
            | Close _
            | SetTimer _
            | CancelTimer _
            | Ask _
            | Finish -> struct (actor, output :: carried)

        let struct (actor, carried) =
            (struct ({ watch input actor with
                         Machine = machine },
                     []),
             outputs)
            ||> List.fold carry

        struct (actor, List.rev carried)

    let step now (actor: LinkActor) (input: LinkInput) =
        match input, actor.Script.Calls with
        | Started, ValueSome target ->
            let struct (actor, first) = run now Started actor

            let struct (actor, then') =
                run now (Commanded(Connect(target, actor.Script.Terms))) actor

            struct (actor, first @ then')
        | input, _ -> run now input actor
