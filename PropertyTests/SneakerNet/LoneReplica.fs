namespace PeerFunctional.Tests.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet

/// A recovering replica without a network. A test delivers datagrams and fires timers; the store answers at once.
type LoneReplica =
    {
        State: Replica
        Store: MemoryStore
        Timers: Set<Timer>
        /// Last first.
        Sent: (struct (Endpoint * Message)) list
        Told: Notice list
    }

module LoneReplica =

    let private signatures = ModelSignatures.signatures
    let private codec = Message.codec signatures

    /// The feeds of so many authors, each of so many events.
    let library authors events =
        let names = [ for number in 1..authors -> $"author {number}" ]
        let all = ScenarioFeeds.create [ for name in names -> name, events ]
        names |> List.collect (fun name -> ScenarioFeeds.events name events all)

    let secret = "a secret of thirty-two bytes, so."B

    let create role (events: Event list) =
        let store = MemoryStore.ofEvents events

        let machine =
            Replica.machine
                { Policy = Recovering
                  Role = role
                  PushPort = 5_000
                  Own = ValueNone
                  Silence = TimeSpan.FromSeconds 5.0
                  Heads = MemoryStore.heads store
                  Tokens = Keyed secret
                  MaxPartners = ReplicaSettings.MaxPartners }

        { State = machine.Initial
          Store = store
          Timers = Set.empty
          Sent = []
          Told = [] }

    let rec step input (lone: LoneReplica) =
        let struct (state, outputs) = Replica.step TimeSpan.Zero lone.State input

        ({ lone with State = state }, outputs) ||> List.fold (fun lone output -> carryOut output lone)

    and private carryOut output (lone: LoneReplica) =
        match output with
        | Send(recipient, message) ->
            { lone with
                Sent = struct (recipient, message) :: lone.Sent }
        | SetTimer(timer, _) ->
            { lone with
                Timers = Set.add timer lone.Timers }
        | CancelTimer timer ->
            { lone with
                Timers = Set.remove timer lone.Timers }
        | Tell notice -> { lone with Told = notice :: lone.Told }
        | Ask question ->
            let struct (store, answers) =
                MemoryStore.answer (OfferedEvent.verify signatures) question lone.Store

            ({ lone with Store = store }, answers)
            ||> List.fold (fun lone answer -> step (Answered answer) lone)
        | Open _
        | HalfClose _
        | Close _
        | Finish -> lone

    let opened role events = create role events |> step Started

    /// Delivers any datagram.
    let receive channel sender (bytes: byte[]) =
        match codec.Decode channel (ReadOnlyMemory bytes) with
        | Ok message -> step (Received(sender, message))
        | Error malformation -> step (Malformed(sender, malformation))

    let receiveCommand sender command =
        receive Message.commandRole sender (Command.encode command)

    let fire timer (lone: LoneReplica) =
        { lone with
            Timers = Set.remove timer lone.Timers }
        |> step (Input.TimerFired timer)

    /// Drops the record of sent messages.
    let afresh (lone: LoneReplica) = { lone with Sent = []; Told = [] }

    let sentTo endpoint (lone: LoneReplica) =
        lone.Sent
        |> List.rev
        |> List.choose (fun (struct (recipient, message)) -> if recipient = endpoint then Some message else None)

    let commandsTo endpoint lone =
        sentTo endpoint lone
        |> List.choose (function
            | Command command -> Some command
            | Push _ -> None)

    let private length message =
        let struct (_, bytes) = codec.Encode message
        bytes.Length

    /// Bytes sent to any port of a host.
    let bytesTo host (lone: LoneReplica) =
        lone.Sent
        |> List.sumBy (fun (struct (recipient, message)) -> if recipient.Host = host then length message else 0)

    let partners (lone: LoneReplica) =
        match lone.State with
        | Replica.Recovering state -> state.Partners
        | Replica.Published _ -> Map.empty

    let strangers (lone: LoneReplica) =
        match lone.State with
        | Replica.Recovering state -> Strangers.count state.Strangers
        | Replica.Published _ -> 0
