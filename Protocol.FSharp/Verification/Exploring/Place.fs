namespace PeerFunctional.Verification.Exploring

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

/// A scenario that is explored: what all of its positions share.
type internal Explored<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        Subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Assumptions: Assumptions
        Model: Model<CollapsedState<'state, 'timer, 'message, 'ask, 'store>, CheckedAction<'timer, 'message>>
        /// Whether a search for fates goes on that took the steps of so many states; asked anew for each search.
        GoesOn: unit -> int -> bool
        Fates: Lazy<Fates<CollapsedState<'state, 'timer, 'message, 'ask, 'store>>>
        StateRows: 'state -> FieldRow list
        StoreRows: 'store -> FieldRow list
    }

/// A world under way: as the checker's model has it, and as a run.
type internal Place<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Depth: int

        /// The number of the trace step that leads here, and of the last one that happened with it, from 1.
        Number: int
        Traced: int
        Collapsed: CollapsedState<'state, 'timer, 'message, 'ask, 'store>
        Checked: CheckedState<'state, 'timer, 'message, 'ask, 'store>
        Run: Run<'state, 'timer, 'message, 'ask, 'store>

        /// Who sent each envelope, and at which depth.
        Senders: Map<int, struct (int voption * int)>

        /// Last first.
        Steps: TraceStep<'timer> list

        /// Where an invariant was first broken: its sentence, and the steps up to there.
        Broken: struct (string * int) voption
        Standing: ExploredProperty list
        Taken: ExploredStep
    }

/// What one action of the model does to a run.
type internal Acted<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Now: Run<'state, 'timer, 'message, 'ask, 'store>
      From: Map<int, struct (int voption * int)>
      Done: TraceStep<'timer> list
      Told: TimelineEvent list }

module internal Place =

    let private sender (actor: int voption) (envelope: Envelope<_>) =
        match envelope.Connection with
        | ValueSome connection ->
            let struct (peer, _) = connection.From
            ValueSome peer
        | ValueNone -> actor

    /// Lets an action happen in the run.
    let private act explored depth at isTold acted action =
        let world = explored.Subject.World

        match Run.apply world at action acted.Now with
        | Ok(struct (run, emissions) as after) ->
            let actor =
                Action.peer (fun envelope -> acted.Now.Envelopes[envelope].Recipient) action

            let noteSender senders emission =
                match emission with
                | Emission.Sent envelope -> Map.add envelope.Number (struct (sender actor envelope, depth)) senders
                | Emission.Undeliverable _
                | Emission.Noticed _ -> senders

            let step = TraceStep.after run.WorldState action

            { Now = run
              From = List.fold noteSender acted.From emissions
              Done = step :: acted.Done
              Told = acted.Told @ (TraceTimeline.step world acted.Now (depth + 1) isTold step after |> List.map _.Event) }
        // The model offers nothing that a run refuses.
        | Error problem ->
            { acted with
                Told = acted.Told @ [ Remarked(ValueNone, $"this step is impossible: {problem}") ] }

    /// Lets an action of the model happen, with the answers of stores that take no time.
    let private actAll explored depth (checkedState: CheckedState<_, _, _, _, _>) acted taken =
        let happened =
            Happened.ofAction explored.Subject.World explored.Assumptions taken checkedState

        let at =
            match explored.Assumptions.Time with
            | TimeModel.Ordered -> happened.Next.WorldState.Now
            // Many times are possible, so the run has none.
            | TimeModel.Latency _
            | TimeModel.Any -> TimeSpan.Zero

        let first =
            Action.map (fun (next: QueuedEnvelope<_>) -> next.Envelope.Number) id taken.Action

        let acted = act explored depth at true acted first

        happened.Next,
        (acted, happened.Answered)
        ||> List.fold (fun acted peer -> act explored depth at false acted (AnswerStore peer))

    let private states explored (before: WorldState<_, _, _, _> voption) (after: WorldState<_, _, _, _>) =
        let words (worldState: WorldState<_, _, _, _>) peer =
            explored.Subject.World.StateWords worldState.Nodes[peer].State

        [ for peer in 0 .. after.Nodes.Count - 1 do
              let now = words after peer

              match before with
              | ValueSome before when words before peer = now -> ()
              | ValueSome _
              | ValueNone -> struct (peer, now) ]

    /// The first invariant that is broken, with the steps up to here.
    let private broken steps (before: struct (string * int) voption) (standing: ExploredProperty list) =
        match before with
        | ValueSome _ -> before
        | ValueNone ->
            standing
            |> List.tryFind (fun property ->
                property.Kind = PropertyKind.Always && property.Status = PropertyStatus.Violated)
            |> ValueOption.ofOption
            |> ValueOption.map (fun property -> struct (property.Sentence, List.length steps))

    let choice
        (explored: Explored<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (place: Place<'state, 'timer, 'message, 'ask, 'store>)
        (taken: CheckedAction<'timer, 'message>)
        =
        let taken = Happened.inState place.Checked taken

        { Action =
            Action.map
                (fun (next: QueuedEnvelope<_>) -> next.Envelope.Number)
                explored.Subject.World.TimerWords
                taken.Action
          IsFault = taken.IsFault
          Peer =
            match taken.Action with
            | Start peer
            | FireTimer(peer, _)
            | AnswerStore peer
            | Crash peer
            | CrashLosingDisk peer
            | Restart peer -> peer
            | Deliver next
            | DeliverCorrupted next
            | Duplicate next
            | Drop next -> next.Envelope.Recipient
          Sentence = explored.Model.ActionWords taken }

    let after explored place taken collapsed =
        let depth = place.Depth + 1
        let taken = Happened.inState place.Checked taken

        let next, acted =
            actAll
                explored
                depth
                place.Checked
                { Now = place.Run
                  From = place.Senders
                  Done = []
                  Told = [] }
                taken

        let steps = acted.Done @ place.Steps

        let standing =
            ExploredProperty.standing explored.Model.Properties depth collapsed place.Standing

        { Depth = depth
          Number = place.Traced + 1
          Traced = place.Traced + acted.Done.Length
          Collapsed = collapsed
          Checked = next
          Run = acted.Now
          Senders = acted.From
          Steps = steps
          Broken = broken steps place.Broken standing
          Standing = standing
          Taken =
            { Choice = ValueSome(choice explored place taken)
              Events = acted.Told
              States = states explored (ValueSome place.Run.WorldState) acted.Now.WorldState } }

    let first explored =
        let world = explored.Subject.World

        let acted =
            { Now = Run.initial world
              From = Map.empty
              Done = []
              Told = [] }

        let next, acted =
            ((Happened.beforeStart world explored.Assumptions.Budget, acted), Happened.starts world)
            ||> List.fold (fun (checkedState, acted) taken -> actAll explored 0 checkedState acted taken)

        let collapsed = List.head explored.Model.Initial
        let standing = ExploredProperty.standing explored.Model.Properties 0 collapsed []

        { Depth = 0
          Number = acted.Done.Length
          Traced = acted.Done.Length
          Collapsed = collapsed
          Checked = next
          Run = acted.Now
          Senders = acted.From
          Steps = acted.Done
          Broken = broken acted.Done ValueNone standing
          Standing = standing
          Taken =
            { Choice = ValueNone
              Events = acted.Told
              States = states explored ValueNone acted.Now.WorldState } }
