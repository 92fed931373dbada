namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// Bugs planted in trackers and peers of the ring.
module PlantedBugs =

    type private WorldInput = Input<Address, Timer, Message, UserCommand, Answer>
    type private WorldOutput = Output<Address, Timer, Message, Question, Notice>

    let private saying (change: RingParticipant -> Message -> Message) : UnguardedRing -> UnguardedRing =
        MachineVariant.outputs (fun before _ outputs ->
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

    let private tracking change world =
        world
        |> MachineVariant.states (fun _ after ->
            match after with
            | TrackerPart(RecoveringRing state) -> TrackerPart(RecoveringRing(change state))
            | TrackerPart(PublishedRing _)
            | PeerPart _ -> after)

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

    let private noFault = FaultBudget.none

    let private oneDrop = { noFault with Drops = 1 }
    let private oneCrash = { noFault with Crashes = 1 }
    let private oneDeath = { noFault with DiskLosses = 1 }

    let private hint kind words clue =
        { Clue = clue
          Kind = kind
          Words = words }

    let private complete = hint LawKind.AtLast [ "lives"; "has" ]
    let private known = hint LawKind.AtLast [ "lives"; "placed" ]
    let private membered = hint LawKind.AtLast [ "lives"; "listed" ]

    let private whole =
        hint
            LawKind.Always
            [ "ended"; "has" ]
            "A peer that is told no neighbour takes its work for done. What must it have when it stops?"

    let private serving =
        hint LawKind.Always [ "serving" ] "A caller goes, and the tracker goes too. What must the tracker always do?"

    let private saved =
        hint LawKind.Always [ "answered"; "saved" ] "The tracker has answered a peer. What must be in its state file?"

    let private genuine =
        hint LawKind.Always [ "texts"; "has" ] "A peer has a text. Is it the text of an item of the database?"

    let all: PlantedBug<UnguardedRing> list =
        [ PlantedBug.create
              "tells-nothing"
              "a tracker that calls members whose neighbour changed, and says nothing"
              "two"
              noFault
              (known "A member's neighbour changed. Does the member know in the end?")
          <| MachineVariant.without (fun _ output ->
              match output with
              | Send(_, UpdateNeighbour _) -> true
              | _ -> false)

          PlantedBug.create
              "tells-once"
              "a tracker that does not repeat what a member may not have heard"
              "two"
              oneDrop
              (known "The message about a new neighbour is lost. Who knows what in the end?")
          <| tracking (fun after -> { after with RepeatIn = Map.empty })

          PlantedBug.create
              "answers-nothing"
              "a tracker that answers no query"
              "alone"
              noFault
              (complete "The tracker has every item. What does a peer that asks it lack in the end?")
          <| saying (fun before message ->
              match message with
              | QueryResult(ValueSome _, _) when isTracker before -> QueryResult(ValueNone, ValueNone)
              | message -> message)

          PlantedBug.create
              "never-removes"
              "a tracker that never leaves a member out of the ring"
              "two"
              oneDeath
              (membered "A peer is gone for good. Which word says that a peer lives, and which that the ring lists it?")
          <| MachineVariant.inputs (fun before input ->
              match input with
              | Closed(Address.Stream(Dialled _) as call, _) when isTracker before ->
                  Closed(call, CloseReason.ClosedByPartner)
              | input -> input)

          PlantedBug.create
              "deals-same"
              "a tracker that deals every peer the same item"
              "two"
              noFault
              (complete "Two peers were dealt one item. Who has which items in the end?")
          <| saying (fun _ message ->
              match message with
              | RegInit placement ->
                  RegInit
                      { placement with
                          Item = (RingScenarios.items (RingScenarios.crowd 2 2)).Head }
              | message -> message)

          PlantedBug.create
              "forgets-neighbour"
              "a tracker that tells a peer that registers again no neighbour"
              "alone"
              oneCrash
              whole
          <| MachineVariant.outputs (fun before input outputs ->
              match before, input with
              | TrackerPart(RecoveringRing state), Answered Remembered when isMoving state ->
                  outputs |> List.map withoutNeighbour
              // What the state file has already is answered at once.
              | TrackerPart(RecoveringRing _), Received(_, Register _) -> outputs |> List.map withoutNeighbour
              | _ -> outputs)

          PlantedBug.create "ends-early" "a tracker that ends when a caller goes without a word" "two" oneDrop serving
          <| MachineVariant.outputs (fun before input outputs ->
              match input with
              | Closed(Address.Stream(Accepted _), CloseReason.Reset) when isTracker before -> outputs @ [ Finish ]
              | _ -> outputs)

          PlantedBug.create
              "journal-lies"
              "a tracker whose journal says that it has written, and has not"
              "alone"
              noFault
              saved
          <| (fun world ->
              { world with
                  Answer =
                      fun effect memory ->
                          let struct (_, answers) = world.Answer effect memory
                          struct (memory, answers) })

          PlantedBug.create
              "registers-once"
              "a peer that tries to register once"
              "alone"
              oneDrop
              (complete "The only try to register is lost. What does the peer lack in the end?")
          <| MachineVariant.outputs (fun before input outputs ->
              match input with
              | Closed _ when isRegistering before -> outputs |> List.filter (isTurn >> not)
              | _ -> outputs)

          PlantedBug.create
              "minds-no-silence"
              "a peer that takes no notice when no PING comes"
              "alone"
              oneDrop
              (known "The connection that would tell the peer something broke. What does it not know in the end?")
          <| MachineVariant.without (fun _ output -> isSilence output)

          PlantedBug.create
              "wrong-port"
              "a peer that registers with another port than it listens at"
              "two"
              noFault
              (membered
                  "The ring has another address than the peer listens at. Which word says that the ring lists it right?")
          <| saying (fun _ message ->
              match message with
              | Register(handle, port) -> Register(handle, port + 1)
              | message -> message)

          PlantedBug.create
              "asks-wrong"
              "a peer that asks for another number than it lacks"
              "two"
              noFault
              (complete "A peer asks for an item that it has. What does it lack in the end?")
          <| saying (fun _ message ->
              match message with
              | Query(seq, _) -> Query((seq + 1) % 2, ValueNone)
              | message -> message)

          PlantedBug.create
              "asks-once"
              "a peer that does not ask again where it was not answered"
              "two"
              oneDrop
              (complete "The answer is lost, and the peer does not ask again. What does it lack in the end?")
          <| MachineVariant.outputs (fun before input outputs ->
              match before, input with
              | PeerPart(RecoveringPeer { Activity = Asking _ }), Closed _ -> outputs |> List.filter (isTurn >> not)
              | _ -> outputs)

          PlantedBug.create "gives-other" "a peer that gives another text than it has" "two" noFault genuine
          <| saying (fun before message ->
              match message with
              | QueryResult(ValueSome item, further) when not (isTracker before) ->
                  QueryResult(ValueSome { item with Text = "other" }, further)
              | message -> message)

          PlantedBug.create
              "gives-other-further"
              "a peer that gives another further text than it has"
              "crowd-1-4"
              noFault
              genuine
          <| saying (fun _ message ->
              match message with
              | QueryResult(item, ValueSome further) ->
                  QueryResult(item, ValueSome(further |> List.map (fun item -> { item with Text = "other" })))
              | message -> message)

          PlantedBug.create
              "hears-no-update"
              "a peer that does not listen to UPDATE_NBR"
              "two"
              noFault
              (known "The tracker told the peer its new neighbour. Which word says what the peer knows?")
          <| MachineVariant.inputs (fun _ input ->
              match input with
              | Received(caller, UpdateNeighbour _) -> Received(caller, Ping "")
              | input -> input) ]
