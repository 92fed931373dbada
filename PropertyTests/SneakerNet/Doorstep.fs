namespace PeerFunctional.Tests.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet

/// A recovering replica without a network. A test delivers datagrams and fires timers; the store answers at once.
type Doorstep =
    {
        State: Replica
        Store: MemoryStore
        Timers: Set<Timer>
        /// Last first.
        Sent: (struct (Endpoint * Message)) list
        Told: Notice list
    }

module Doorstep =

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
                  Tokens = Keyed secret }

        { State = machine.Initial
          Store = store
          Timers = Set.empty
          Sent = []
          Told = [] }

    let rec step input (doorstep: Doorstep) =
        let struct (state, outputs) = Replica.step TimeSpan.Zero doorstep.State input

        ({ doorstep with State = state }, outputs)
        ||> List.fold (fun doorstep output -> carryOut output doorstep)

    and private carryOut output (doorstep: Doorstep) =
        match output with
        | Send(recipient, message) ->
            { doorstep with
                Sent = struct (recipient, message) :: doorstep.Sent }
        | SetTimer(timer, _) ->
            { doorstep with
                Timers = Set.add timer doorstep.Timers }
        | CancelTimer timer ->
            { doorstep with
                Timers = Set.remove timer doorstep.Timers }
        | Tell notice ->
            { doorstep with
                Told = notice :: doorstep.Told }
        | Ask question ->
            let struct (store, answers) =
                MemoryStore.answer (OfferedEvent.verify signatures) question doorstep.Store

            ({ doorstep with Store = store }, answers)
            ||> List.fold (fun doorstep answer -> step (Answered answer) doorstep)
        | Open _
        | HalfClose _
        | Close _
        | Finish -> doorstep

    let opened role events = create role events |> step Started

    /// Delivers any datagram.
    let hear channel sender (bytes: byte[]) =
        match codec.Decode channel (ReadOnlyMemory bytes) with
        | Ok message -> step (Received(sender, message))
        | Error malformation -> step (Malformed(sender, malformation))

    let hearCommand sender command =
        hear Message.commandRole sender (Command.encode command)

    let fire timer (doorstep: Doorstep) =
        { doorstep with
            Timers = Set.remove timer doorstep.Timers }
        |> step (Input.TimerFired timer)

    /// Drops the record of sent messages.
    let afresh (doorstep: Doorstep) = { doorstep with Sent = []; Told = [] }

    let sentTo endpoint (doorstep: Doorstep) =
        doorstep.Sent
        |> List.rev
        |> List.choose (fun (struct (recipient, message)) -> if recipient = endpoint then Some message else None)

    let commandsTo endpoint doorstep =
        sentTo endpoint doorstep
        |> List.choose (function
            | Command command -> Some command
            | Push _ -> None)

    let private length message =
        let struct (_, bytes) = codec.Encode message
        bytes.Length

    /// Bytes sent to any port of a host.
    let bytesTo host (doorstep: Doorstep) =
        doorstep.Sent
        |> List.sumBy (fun (struct (recipient, message)) -> if recipient.Host = host then length message else 0)

    let partners (doorstep: Doorstep) =
        match doorstep.State with
        | RecoveringReplica state -> state.Partners
        | PublishedReplica _ -> Map.empty

    let strangers (doorstep: Doorstep) =
        match doorstep.State with
        | RecoveringReplica state -> Strangers.count state.Strangers
        | PublishedReplica _ -> 0
