namespace PeerFunctional.Verification.Exploring

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

[<NoEquality; NoComparison>]
type Position =
    { Peers: string list
      Depth: int
      Number: int
      Digest: Digest
      TraceDigest: Digest
      Step: ExploredStep
      Place: int
      Choices: Lazy<Choice list>
      Nodes: Lazy<ExploredPeer list>
      InFlight: Lazy<ExploredEnvelope list>
      Properties: Lazy<ExploredProperty list>
      Fates: Lazy<ExploredFate list>
      Missing: Lazy<string voption>
      FaultsLeft: FaultBudget
      Take: int -> Position voption
      Search: ISearch -> int voption -> FoundViolation
      Told: bool -> ToldRun }

module Position =

    let private timers explored (worldState: WorldState<_, _, _, _>) fires (node: Node<_, _, _, _>) =
        [ for KeyValue(timer, due) in Timers.all node.Timers ->
              { Name = explored.Subject.World.TimerWords timer
                Due =
                  if due = Timers.anyMoment || explored.Assumptions.Time <> TimeModel.Ordered then
                      ValueNone
                  else
                      ValueSome(max TimeSpan.Zero (due - worldState.Now))
                Choice = fires timer } ]

    let rec private count questions =
        match Questions.tryNext questions with
        | ValueSome struct (_, rest) -> 1 + count rest
        | ValueNone -> 0

    let private peer explored (place: Place<_, _, _, _, _>) successors index name =
        let worldState = place.Run.WorldState
        let node = worldState.Nodes[index]

        let fires timer =
            successors
            |> List.tryFindIndex (fun (struct (taken: CheckedAction<_, _>, _)) ->
                match taken.Action with
                | FireTimer(peer, other) -> peer = index && other = timer
                | _ -> false)
            |> ValueOption.ofOption

        let rows =
            lazy
                (explored.StateRows node.State
                 @ (explored.StoreRows node.Store
                    |> List.map (fun row ->
                        { row with
                            Field = ("store " + row.Field).TrimEnd() })))

        { Name = name
          Policy = explored.Subject.Policy |> ValueOption.map (PeerPolicies.ofPeer index)
          Status = node.Status
          Words = explored.Subject.World.StateWords node.State
          Rows = rows
          Timers = timers explored worldState fires node
          Questions = count node.Questions }

    let private envelopes explored (place: Place<_, _, _, _, _>) =
        [ for queue in place.Checked.InFlight do
              for envelope in queue.Envelopes do
                  let struct (from, depth) =
                      Map.tryFind envelope.Number place.Senders |> Option.defaultValue (struct (ValueNone, 0))

                  { Number = envelope.Number
                    From = from
                    To = envelope.Recipient
                    Words = Payload.words explored.Subject.World.MessageWords envelope.Payload
                    Connection = InFlight.line envelope
                    SentAt = depth } ]
        |> List.sortBy _.Number

    /// Whether nothing has to happen: faults need not, and users need not give commands.
    let private isOver explored (successors: struct (CheckedAction<_, _> * _) list) =
        successors
        |> List.forall (fun struct (taken, _) ->
            match taken.Action with
            | FireTimer(_, timer) -> taken.IsFault || Users.isCommand (explored.Subject.World.TimerWords timer)
            | _ -> taken.IsFault)

    let private told explored (place: Place<_, _, _, _, _>) isEnd isCut =
        let subject = explored.Subject

        let ending, steps =
            match place.Broken with
            | ValueSome struct (sentence, count) when isCut ->
                Broken sentence, place.Steps |> List.skip (place.Steps.Length - count)
            | ValueSome struct (sentence, _) -> Broken sentence, place.Steps
            | ValueNone ->
                match place.Standing |> List.map (ExploredProperty.atEnd isEnd place.Depth) |> List.last with
                | { Status = PropertyStatus.Violated
                    Sentence = sentence } -> Missed sentence, place.Steps
                | _ -> Passed, place.Steps

        Simulation.told
            subject
            $"{subject.System}, {subject.Name}: {subject.About}"
            (Trace.ofSteps subject ending (List.rev steps))

    /// States that can follow, at most, which are seen for what can still become of a property.
    [<Literal>]
    let private MaxFated = 20_000

    let private fatesFrom goesOn (model: Model<_, _>) state =
        let goesOn = goesOn ()
        Fates.searchWhile (fun taken -> taken < MaxFated && goesOn taken) model [ state ]

    /// A search from the beginning serves every position that it reaches.
    let private fates explored (place: Place<_, _, _, _, _>) =
        let properties = explored.Model.Properties

        let shared = ExploredProperty.fates properties explored.Fates.Value place.Collapsed

        if List.exists ExploredFate.isUnknown shared then
            ExploredProperty.fates properties (fatesFrom explored.GoesOn explored.Model place.Collapsed) place.Collapsed
        else
            shared

    /// The state with fewer faults left: none, and one of each kind. A run with few faults says more than one that is short. Crashes stay,
    /// because a store takes time where a crash is possible.
    let private fewer (state: CollapsedState<_, _, _, _, _>) =
        let left = state.Left

        let none =
            { left with
                Drops = 0
                Duplicates = 0
                Corruptions = 0
                Delays = 0 }

        [ none
          { none with Drops = min 1 left.Drops }
          { none with
              Duplicates = min 1 left.Duplicates }
          { none with
              Corruptions = min 1 left.Corruptions }
          { none with Delays = min 1 left.Delays } ]
        |> List.distinct
        |> List.filter ((<>) left)
        |> List.map (fun left -> { state with Left = left })

    let rec private at explored index (place: Place<_, _, _, _, _>) =
        let successors = lazy (explored.Model.Successors place.Collapsed)
        let worldState = place.Run.WorldState

        { Peers = explored.Subject.World.Peers
          Depth = place.Depth
          Number = place.Number
          Digest = Digest(explored.Model.Fingerprint place.Collapsed)
          TraceDigest = (List.head place.Steps).Digest
          Step = place.Taken
          Place = index
          Choices = lazy (successors.Value |> List.map (fun struct (taken, _) -> Place.choice explored place taken))
          Nodes = lazy (explored.Subject.World.Peers |> List.mapi (peer explored place successors.Value))
          InFlight = lazy (envelopes explored place)
          Properties =
            lazy
                (let isEnd = isOver explored successors.Value
                 place.Standing |> List.map (ExploredProperty.atEnd isEnd place.Depth))
          Fates = lazy (fates explored place)
          Missing = lazy (explored.Subject.Missing worldState)
          FaultsLeft = place.Checked.Left
          Take =
            fun index ->
                List.tryItem index successors.Value
                |> ValueOption.ofOption
                |> ValueOption.map (fun struct (taken, next) ->
                    at explored index (Place.after explored place taken next))
          Search =
            fun engine only -> FoundViolation.search explored.Model place.Collapsed engine only (fewer place.Collapsed)
          Told = fun isCut -> told explored place (isOver explored successors.Value) isCut }

    let private explore goesOn assumptions (subject: Scenario<_, _, _, _, _, _, _, _>) =
        let subject = Scenario.timeless subject

        let model = WorldModel.create subject.World assumptions subject.Properties

        let explored =
            { Subject = subject
              Assumptions = assumptions
              Model = model
              GoesOn = goesOn
              Fates = lazy (fatesFrom goesOn model (List.head model.Initial))
              StateRows = FieldRows.reader ()
              StoreRows = FieldRows.reader () }

        at explored 0 (Place.first explored)

    let startWhile goesOn (subject: IScenario) assumptions =
        subject.Accept
            { new IScenarioVisitor<Position> with
                member _.Visit subject = explore goesOn assumptions subject }

    let start subject assumptions =
        startWhile (fun () _ -> true) subject assumptions

    let isEnd position =
        position.Choices.Value |> List.forall (fun choice -> choice.IsFault || Choice.isCommand choice)

    let isGood position =
        position.Properties.Value
        |> List.forall (fun property -> property.Kind <> PropertyKind.Goal || property.Status = PropertyStatus.Reached)
