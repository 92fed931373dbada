namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

type FutureEnd = { Name: string; Words: string }

type CapturedFuture =
    { Timeline: Timeline
      Steps: int
      Ends: FutureEnd list
      Lacks: string voption }

type CapturedFutures =
    { AsItWas: CapturedFuture
      Changed: CapturedFuture
      Words: string
      Timeline: Timeline }

module CapturedWhatIf =

    let span = TimeSpan.FromSeconds 120.0

    /// A run with what happened in it, the last first.
    [<NoEquality; NoComparison>]
    type private Course<'message> =
        {
            Calm: CalmRun<HiddenState<'message>, HiddenTimer, 'message, HiddenQuestion, HiddenStore>
            Events: TimedEvent list
            /// Peers that crashed.
            Down: Set<int>
        }

    let private start (cut: CapturedCut<'message>) : Course<'message> =
        let sent (envelope: Envelope<'message>) =
            let from =
                match envelope.Connection with
                | ValueSome { From = struct (peer, _) } -> ValueSome peer
                | ValueNone -> cut.World.Owner(Address.partner envelope.Sender)

            match envelope.Payload, from with
            | Payload.Message message, ValueSome from ->
                [ { At = cut.WorldState.Now
                    Event = Sent(envelope.Number, from, envelope.Recipient, cut.World.MessageWords message)
                    State = ValueNone
                    Step = ValueNone } ]
            | (Payload.Message _ | Payload.Connect _ | Payload.Accept | Payload.Close _), _ -> []

        { Calm =
            { Run =
                { WorldState = cut.WorldState
                  Envelopes = cut.UnderWay |> List.map (fun envelope -> envelope.Number, envelope) |> Map.ofList }
              UnderWay = cut.UnderWay |> List.map _.Number |> Set.ofList
              Steps = [] }
          Events = cut.UnderWay |> List.collect sent |> List.rev
          Down = Set.empty }

    /// Takes a step, and tells it.
    let private take (cut: CapturedCut<'message>) at action (course: Course<'message>) =
        CalmRun.take cut.World at action course.Calm
        |> Result.bind (fun calm ->
            Run.apply cut.World at action course.Calm.Run
            |> Result.map (fun after ->
                let told =
                    TraceTimeline.step cut.World course.Calm.Run calm.Steps.Length false calm.Steps.Head after

                { course with
                    Calm = calm
                    Events = List.rev told @ course.Events }))

    /// A peer that crashed stays down: what is on its disk, the capture does not show.
    let private keepDown (course: Course<'message>) =
        let worldState = course.Calm.Run.WorldState
        let hasCrashed (node: Node<_, _, _, _>) = node.Status = NodeStatus.Crashed

        let down node =
            if hasCrashed node then
                { node with
                    Node.Status = NodeStatus.Stopped }
            else
                node

        { course with
            Down =
                Set.ofList
                    [ for place, node in Seq.indexed worldState.Nodes do
                          if hasCrashed node then
                              place ]
            Calm =
                { course.Calm with
                    Run =
                        { course.Calm.Run with
                            WorldState =
                                { worldState with
                                    Nodes = worldState.Nodes |> Seq.map down |> PerPeer.ofSeq } } } }

    let rec private goOn (cut: CapturedCut<'message>) until left (course: Course<'message>) =
        match CalmRun.next course.Calm with
        | Some(at, action) when left > 0 && at <= until && course.Calm.Run.WorldState.Now <= until ->
            match take cut at action course with
            | Ok course -> goOn cut until (left - 1) course
            | Error _ -> course
        | Some _
        | None -> course

    let private future (cut: CapturedCut<'message>) title course : CapturedFuture =
        let course = goOn cut (cut.WorldState.Now + span) CalmRun.Most course
        let nodes = course.Calm.Run.WorldState.Nodes

        { Timeline =
            { Title = title
              Lanes = cut.World.Peers
              Events = List.rev course.Events
              Conclusion = []
              SecondRun = ValueNone
              Numbering = Numbering.Steps }
          Steps = course.Calm.Steps.Length
          Ends =
            [ for place, name in List.indexed cut.World.Peers do
                  if Set.contains place cut.Known then
                      { Name = name
                        Words =
                          if course.Down.Contains place then
                              "crashed, and stays down"
                          else
                              cut.World.StateWords nodes[place].State } ]
          Lacks = nodes |> Seq.tryPick (fun node -> node.Store.Lacks |> ValueOption.toOption) |> ValueOption.ofOption }

    /// What is done instead of letting the message arrive, and its words.
    let private instead frame (cut: CapturedCut<'message>) change =
        let envelope = List.item cut.Message cut.UnderWay

        let words =
            $"{Payload.words cut.World.MessageWords envelope.Payload} to {List.item envelope.Recipient cut.World.Peers}"

        let deliver = Deliver envelope.Number
        let onConnection = envelope.Connection.IsSome

        match change with
        | WhatIfChange.Drop -> Ok struct ([ Drop envelope.Number ], $"{words} is lost")
        | WhatIfChange.Duplicate when onConnection ->
            Error
                $"the message of frame {frame} goes over a connection, which brings it once; possible there: drop, crash"
        | WhatIfChange.Duplicate -> Ok struct ([ Duplicate envelope.Number; deliver ], $"{words} arrives twice")
        | WhatIfChange.Crash ->
            Ok
                struct ([ deliver; Crash envelope.Recipient ],
                        $"{List.item envelope.Recipient cut.World.Peers} crashes after {Payload.words cut.World.MessageWords envelope.Payload} arrives")
        | WhatIfChange.Deliver ->
            let possible =
                if onConnection then
                    "drop, crash"
                else
                    "drop, duplicate, crash"

            Error $"the message of frame {frame} arrives in the capture; possible there: {possible}"

    /// Lets happen what comes before the message without a timer: what was under way longer arrives first.
    let rec private untilItsTurn (cut: CapturedCut<'message>) left (course: Course<'message>) =
        match CalmRun.next course.Calm with
        | Some(at, action) when left > 0 && action <> Deliver cut.Message && not action.IsFireTimer ->
            match take cut at action course with
            | Ok course -> untilItsTurn cut (left - 1) course
            | Error _ -> course
        | Some _
        | None -> course

    let private follow cut actions course =
        (Ok course, actions)
        ||> List.fold (fun course action ->
            course
            |> Result.bind (fun (course: Course<'message>) -> take cut course.Calm.Run.WorldState.Now action course))
        |> Result.map keepDown

    let private both frame change (cut: CapturedCut<'message>) =
        instead frame cut change
        |> Result.bind (fun (struct (actions, words)) ->
            let course = start cut |> untilItsTurn cut CalmRun.Most

            let told title actions =
                follow cut actions course |> Result.map (future cut title)

            told "it arrives" [ Deliver cut.Message ]
            |> Result.bind (fun asItWas ->
                told words actions
                |> Result.map (fun changed ->
                    { AsItWas = asItWas
                      Changed = changed
                      Words = words
                      Timeline =
                        Timeline.beside
                            $"frame {frame}: what if {words}"
                            ("as it was", asItWas.Timeline)
                            ("changed", changed.Timeline) })))

    let futures (frame: int64) (cut: ICapturedCut) change =
        cut.Accept
            { new ICapturedCutVisitor<Result<CapturedFutures, string>> with
                member _.Visit cut = both frame change cut }

    let isSame futures =
        futures.AsItWas.Lacks.IsNone
        && futures.Changed.Lacks.IsNone
        && futures.AsItWas.Ends = futures.Changed.Ends

    let verdict futures =
        let lacks name (future: CapturedFuture) =
            [ for words in ValueOption.toList future.Lacks do
                  $"{name}: how it goes on cannot be told, because the capture never shows this: {words}" ]

        let differing =
            List.zip futures.AsItWas.Ends futures.Changed.Ends |> List.filter (fun (was, now) -> was <> now)

        [ yield! lacks "as it was" futures.AsItWas
          yield! lacks "changed" futures.Changed
          if differing.IsEmpty then
              "every side ends as it would have without the change"
          for was, now in differing do
              $"{now.Name} ends otherwise: {now.Words}; as it was: {was.Words}" ]

    let outcome frame cut change =
        match futures frame cut change with
        | Error _ -> ValueNone
        | Ok futures ->
            let sentence = verdict futures |> String.concat "; "

            ValueSome
                { At = frame
                  Words = futures.Words
                  Outcome =
                    if isSame futures then
                        ChangeOutcome.Mended sentence
                    elif futures.AsItWas.Lacks.IsSome || futures.Changed.Lacks.IsSome then
                        ChangeOutcome.Untold sentence
                    else
                        ChangeOutcome.Harmed sentence }
