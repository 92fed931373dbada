namespace PeerFunctional.Tests.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tracker

/// A bug planted in a tracker or a peer of the ring. The checker must find it.
type RingBug =
    {
        Name: string
        /// The smallest world that shows it: its peers and faults.
        Setup: RingSetup
        Faults: FaultBudget
        Plant: UnguardedRing -> UnguardedRing
    }

module RingPlantedBugs =

    type private WorldInput = Input<Address, Timer, Message, UserCommand, Answer>
    type private WorldOutput = Output<Address, Timer, Message, Question, Notice>

    let private outputs
        (change: RingParticipant -> WorldInput -> WorldOutput list -> WorldOutput list)
        (world: UnguardedRing)
        =
        { world with
            Step =
                fun now before input ->
                    let struct (state, outputs) = world.Step now before input
                    struct (state, change before input outputs) }

    let private without (isWrong: WorldInput -> WorldOutput -> bool) =
        outputs (fun _ input outputs -> outputs |> List.filter (fun output -> not (isWrong input output)))

    let private saying (change: RingParticipant -> Message -> Message) =
        outputs (fun before _ outputs ->
            outputs
            |> List.map (fun output ->
                match output with
                | Send(recipient, message) -> Send(recipient, change before message)
                | Open _
                | HalfClose _
                | Close _
                | SetTimer _
                | CancelTimer _
                | Ask _
                | Tell _
                | Finish -> output))

    /// Changes the input of a step.
    let private hearing (change: RingParticipant -> WorldInput -> WorldInput) (world: UnguardedRing) =
        { world with
            Step = fun now state input -> world.Step now state (change state input) }

    let private tracking (change: TrackerState -> TrackerState) (world: UnguardedRing) =
        { world with
            Step =
                fun now before input ->
                    let struct (after, outputs) = world.Step now before input

                    match after with
                    | TrackerPart(RecoveringRing state) -> struct (TrackerPart(RecoveringRing(change state)), outputs)
                    | TrackerPart(PublishedRing _)
                    | PeerPart _ -> struct (after, outputs) }

    let private isTracker participant =
        match participant with
        | TrackerPart _ -> true
        | PeerPart _ -> false

    let private isRegistering participant =
        match participant with
        | PeerPart(RecoveringPeer { Activity = Registering _ }) -> true
        | PeerPart(RecoveringPeer _ | PublishedPeer _)
        | TrackerPart _ -> false

    let private isTurn output =
        match output with
        | SetTimer(Turn, _) -> true
        | _ -> false

    let private isSilence output =
        match output with
        | SetTimer(Silence, _) -> true
        | _ -> false

    /// Whether a registration that the journal writes is of a handle that was in the ring before.
    let private isMoving (state: TrackerState) =
        let isMove caller =
            match Map.tryFind caller state.Writing with
            | Some { Notice = Moved _ } -> true
            | Some _
            | None -> false

        state.Saving |> List.exists (fun saving -> ValueOption.exists isMove saving.Caller)

    let private withoutNeighbour output =
        match output with
        | Send(caller, RegInit placement) -> Send(caller, RegInit { placement with Neighbour = ValueNone })
        | _ -> output

    let private setup name = RingScenarios.named name |> Option.get

    let private noFault = FaultBudget.none

    let private oneDrop = { noFault with Drops = 1 }
    let private oneCrash = { noFault with Crashes = 1 }
    let private oneDeath = { noFault with DiskLosses = 1 }

    let private bug name world faults plant =
        { Name = name
          Setup = setup world
          Faults = faults
          Plant = plant }

    let all =
        [ bug "the tracker calls members whose neighbour changed, and says nothing" "two" noFault
          <| without (fun _ output ->
              match output with
              | Send(_, UpdateNeighbour _) -> true
              | _ -> false)

          bug "the tracker does not repeat what a member may not have heard" "two" oneDrop
          <| tracking (fun after -> { after with RepeatIn = Map.empty })

          bug "the tracker answers no query" "alone" noFault
          <| saying (fun before message ->
              match message with
              | QueryResult(ValueSome _, _) when isTracker before -> QueryResult(ValueNone, ValueNone)
              | message -> message)

          bug "the tracker never leaves anybody out of the ring" "two" oneDeath
          <| hearing (fun before input ->
              match input with
              | Closed(Address.Stream(Dialled _) as call, _) when isTracker before ->
                  Closed(call, CloseReason.ClosedByPartner)
              | input -> input)

          bug "the tracker deals everybody the same item" "two" noFault
          <| saying (fun _ message ->
              match message with
              | RegInit placement ->
                  RegInit
                      { placement with
                          Item = (RingScenarios.items (setup "two")).Head }
              | message -> message)

          bug "the tracker tells a peer that registers again no neighbour" "alone" oneCrash
          <| outputs (fun before input outputs ->
              match before, input with
              | TrackerPart(RecoveringRing state), Answered Remembered when isMoving state ->
                  outputs |> List.map withoutNeighbour
              | _ -> outputs)

          bug "the tracker ends when a caller goes without a word" "two" oneDrop
          <| outputs (fun before input outputs ->
              match input with
              | Closed(Address.Stream(Accepted _), CloseReason.Reset) when isTracker before -> outputs @ [ Finish ]
              | _ -> outputs)

          bug "the journal says that it has written, and has not" "alone" noFault
          <| (fun world ->
              { world with
                  Answer =
                      fun effect memory ->
                          let struct (_, answers) = world.Answer effect memory
                          struct (memory, answers) })

          bug "a peer tries to register once" "alone" oneDrop
          <| outputs (fun before input outputs ->
              match input with
              | Closed _ when isRegistering before -> outputs |> List.filter (isTurn >> not)
              | _ -> outputs)

          bug "a peer that hears no PING does not mind" "alone" oneDrop
          <| without (fun _ output -> isSilence output)

          bug "a peer registers with another port than it listens at" "two" noFault
          <| saying (fun _ message ->
              match message with
              | Register(handle, port) -> Register(handle, port + 1)
              | message -> message)

          bug "a peer asks for another number than it lacks" "two" noFault
          <| saying (fun _ message ->
              match message with
              | Query(seq, _) -> Query((seq + 1) % 2, ValueNone)
              | message -> message)

          bug "a peer does not ask again where it was not answered" "two" oneDrop
          <| outputs (fun before input outputs ->
              match before, input with
              | PeerPart(RecoveringPeer { Activity = Asking _ }), Closed _ -> outputs |> List.filter (isTurn >> not)
              | _ -> outputs)

          bug "a peer gives another text than it has" "two" noFault
          <| saying (fun before message ->
              match message with
              | QueryResult(ValueSome item, further) when not (isTracker before) ->
                  QueryResult(ValueSome { item with Text = "other" }, further)
              | message -> message)

          bug "a peer gives another further text than it has" "crowd-1-4" noFault
          <| saying (fun _ message ->
              match message with
              | QueryResult(item, ValueSome further) ->
                  QueryResult(item, ValueSome(further |> List.map (fun item -> { item with Text = "other" })))
              | message -> message)

          bug "a peer does not listen to UPDATE_NBR" "two" noFault
          <| hearing (fun _ input ->
              match input with
              | Received(caller, UpdateNeighbour _) -> Received(caller, Ping "")
              | input -> input) ]
