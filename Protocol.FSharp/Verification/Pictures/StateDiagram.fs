namespace PeerFunctional.Verification

open System
open System.Collections.Generic
open PeerFunctional.Kernel

type Transition =
    { From: string
      Causes: string list
      To: string
      Outputs: string list }

type StateDiagram =
    { Title: string
      Phases: string list
      Transitions: Transition list
      Steps: int }

type StateDiagramSpec<'state, 'message, 'command> =
    { Title: string
      Phase: 'state -> string
      Kind: 'message -> string
      Commands: (string * 'command) list }

module StateDiagram =

    [<Literal>]
    let Start = "not started"

    /// States of one peer that are tried out for each phase: all of a small world's kinds, not all of its states.
    [<Literal>]
    let private StatesPerPhase = 24

    /// Messages of one kind from one sender that each state is given.
    [<Literal>]
    let private LettersPerKind = 3

    /// Messages make peers send further ones; after so many rounds no new kinds are expected.
    [<Literal>]
    let private MaxRounds = 6

    /// A transition as seen, before those alike are put together.
    type private ObservedTransition =
        { Before: string
          Cause: string
          After: string
          Put: string list }

    type private Exploration<'message> =
        { Envelopes: Envelope<'message> list
          Sightings: ObservedTransition list
          Steps: int }

    let private isDone (node: Node<_, _, _, _>) =
        match node.Status with
        | NodeStatus.Stopped
        | NodeStatus.Crashed -> true
        | NodeStatus.Running -> false

    let private kind sketch payload = Payload.words sketch.Kind payload

    /// Everything that can happen to a peer in a world state, with its name.
    let private moves
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (sketch: StateDiagramSpec<'state, 'message, 'command>)
        (envelopes: Envelope<'message> list)
        peer
        (worldState: WorldState<'state, 'timer, 'ask, 'store>)
        =
        let node = worldState.Nodes[peer]

        if isDone node then
            []
        else
            [ for KeyValue(timer, _) in Timers.all node.Timers do
                  $"timer: {world.TimerWords timer}", WorldState.fireTimer world peer timer worldState
              if not node.Questions.IsEmpty then
                  "the store answers", WorldState.answerStore world peer worldState
              for words, command in sketch.Commands do
                  words, WorldState.input world peer (Commanded command) worldState
              for envelope in envelopes do
                  if envelope.Recipient = peer then
                      kind sketch envelope.Payload, WorldState.deliver world envelope worldState
              match envelopes |> List.tryFind (fun envelope -> envelope.Recipient = peer) with
              | Some envelope -> "corrupted bytes", WorldState.deliverCorrupted world envelope worldState
              | None -> () ]

    /// Tries out the states of one peer, breadth first.
    let private exploreAs world (sketch: StateDiagramSpec<_, _, _>) known peer =
        let seen = HashSet<Digest>()
        let counts = Dictionary<string, int>()
        let queue = Queue<struct (string * WorldState<_, _, _, _>)>()
        let envelopes = List<Envelope<_>>()
        let sightings = HashSet<ObservedTransition>()
        let mutable steps = 0

        let visit phase worldState =
            let count =
                match counts.TryGetValue phase with
                | true, count -> count
                | _ -> 0

            if count < StatesPerPhase && seen.Add(WorldState.digest worldState Digest.empty) then
                counts[phase] <- count + 1
                queue.Enqueue(struct (phase, worldState))

        let follow before (cause, struct (worldState, emissions)) =
            steps <- steps + 1
            let node = worldState.Nodes[peer]
            let after = sketch.Phase node.State

            let put =
                emissions
                |> List.choose (function
                    | Emission.Sent envelope ->
                        envelopes.Add envelope
                        Some(kind sketch envelope.Payload)
                    | Emission.Undeliverable message -> Some(sketch.Kind message)
                    | Emission.Noticed _ -> None)
                |> List.distinct

            if before <> after || not put.IsEmpty then
                sightings.Add
                    { Before = before
                      Cause = cause
                      After = after
                      Put = put }
                |> ignore

            visit after worldState

        follow Start ("start", WorldState.restart world peer (WorldState.initial world))

        while queue.Count > 0 do
            let struct (phase, worldState) = queue.Dequeue()
            moves world sketch known peer worldState |> List.iter (follow phase)

        { Envelopes = List.ofSeq envelopes
          Sightings = List.ofSeq sightings
          Steps = steps }

    /// A few different envelopes of each kind from each sender.
    let private sample sketch envelopes =
        envelopes
        |> List.distinctBy (fun envelope ->
            struct (envelope.Recipient, envelope.Sender, ValueDigest.ofValue envelope.Payload))
        |> List.groupBy (fun envelope -> struct (envelope.Recipient, envelope.Sender, kind sketch envelope.Payload))
        |> List.collect (snd >> List.truncate LettersPerKind)

    let private explore world sketch heard =
        let world = World.timeless world
        let peers = [ 0 .. List.length world.Peers - 1 ]

        let rec go round envelopes =
            let parts = peers |> List.map (exploreAs world sketch envelopes)
            let more = sample sketch (envelopes @ (parts |> List.collect _.Envelopes))

            if round = MaxRounds || List.length more = List.length envelopes then
                { Envelopes = envelopes
                  Sightings = parts |> List.collect _.Sightings |> List.distinct
                  Steps = parts |> List.sumBy _.Steps }
            else
                go (round + 1) more

        go 1 (sample sketch heard)

    let envelopes world sketch = (explore world sketch []).Envelopes

    let private together (sightings: ObservedTransition list) =
        sightings
        |> List.groupBy (fun sighting -> sighting.Before, sighting.Cause, sighting.After)
        |> List.map (fun ((before, cause, after), alike) ->
            before, cause, after, alike |> List.collect _.Put |> List.distinct)
        |> List.groupBy (fun (before, _, after, put) -> before, after, put)
        |> List.map (fun ((before, after, put), alike) ->
            { From = before
              Causes = alike |> List.map (fun (_, cause, _, _) -> cause)
              To = after
              Outputs = put })

    let ofWorld world sketch heard : StateDiagram =
        let exploration = explore world sketch heard
        let transitions = together exploration.Sightings

        let phases =
            Start :: (transitions |> List.collect (fun transition -> [ transition.From; transition.To ]))
            |> List.distinct

        { Title = sketch.Title
          Phases = phases
          Transitions = transitions
          Steps = exploration.Steps }

    let from phase (diagram: StateDiagram) =
        diagram.Transitions
        |> List.filter (fun transition -> transition.From = phase)
        |> List.groupBy _.To
        |> List.sortBy (fun (target, _) -> target = phase)

    let goalHead = "next phase"
    let inputsHead = "inputs that lead there / what the peer then sends"

    let words (transition: Transition) =
        let causes = String.concat ", " transition.Causes

        match transition.Outputs with
        | [] -> causes
        | outputs ->
            let outputs = String.concat ", " outputs
            $"{causes} / sends {outputs}"

    let lines style (diagram: StateDiagram) =
        let width = max TerminalLayout.MinWidth style.Width

        let line writings =
            let canvas = Canvas.create width
            writings |> List.iter (fun (column, ink, text) -> canvas |> Canvas.write column ink text)
            canvas

        let target =
            diagram.Phases |> List.map Canvas.length |> List.fold max 0 |> min (width / 3)

        let ways phase (goal, transitions) =
            let sign, name =
                if goal = phase then
                    "·", "stays"
                else
                    "►", Canvas.fit target goal

            transitions
            |> List.collect (fun transition ->
                match Canvas.wrap (width - target - 8) 4 (words transition) with
                | first :: rest -> (target + 6, first) :: (rest |> List.map (fun text -> target + 8, text))
                | [] -> [])
            |> List.mapi (fun index (column, text) ->
                if index = 0 then
                    line [ 2, Plain, sign; 4, Bold, name; column, Plain, text ]
                else
                    line [ column, Plain, text ])

        [ yield! Canvas.wrap width 4 diagram.Title |> List.map (fun text -> line [ 0, Bold, text ])
          line [ 2, Faint, $"► {goalHead}"; target + 6, Faint, inputsHead ]
          for index, phase in List.indexed diagram.Phases do
              line []
              line [ 0, LaneInk index, Canvas.fit width phase ]
              let out = from phase diagram
              yield! out |> List.collect (ways phase)

              if out.IsEmpty then
                  line [ 2, Faint, "no transition leaves this phase" ] ]
        |> List.map (Canvas.print style.Color style.Ascii)
