namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type internal Side<'message> =
    { Column: int
      Run: ExplainedRun<'message>
      Datagrams: int
      Traffic: ParticipantTraffic<'message> }

[<NoEquality; NoComparison>]
type internal Standing<'message> =
    { Side: Side<'message>
      Moment: ExplainedMoment<'message> }

module internal CapturedStanding =

    let private sideOf traffic (participant: CapturedParticipant<'message>) column (result: ReplayResult) =
        let unknown reason =
            Error $"the state of {participant.Name} is unknown: {reason}"

        match result.Conformance, result.Run with
        | Conforms _, ValueSome run ->
            let traffic: ParticipantTraffic<'message> = traffic column

            match run.TryRun<'message>() with
            | ValueSome run when
                run.CameIn.Length = traffic.Datagrams.Length + traffic.Calls.Length + traffic.Called.Length
                ->
                Ok(
                    ValueSome
                        { Column = column
                          Run = run
                          Datagrams = traffic.Datagrams.Length
                          Traffic = traffic }
                )
            | ValueSome _
            | ValueNone -> unknown "its messages are read in another way than its machine sends them"
        | Conforms _, ValueNone -> unknown "its verdict was found without a run of its machine"
        | Diverges(_, first, _), _ ->
            let where =
                match first.Frame with
                | ValueSome frame -> $"at frame {frame}"
                | ValueNone -> "at the end"

            unknown $"it diverges {where}, so it is not this machine that would go on"
        | NotJudged reason, _ -> unknown reason
        // Nothing of it matters to others.
        | TakesNoPart _, _
        | Absent, _ -> Ok ValueNone

    let private sides decoded roster results =
        let traffic = Roster.traffic decoded roster

        (Ok [], List.indexed (List.zip roster.Participants results))
        ||> List.fold (fun sides (column, (participant, result)) ->
            sides
            |> Result.bind (fun sides ->
                sideOf traffic participant column result |> Result.map (fun side -> ValueOption.toList side @ sides)))
        |> Result.map List.rev

    let doneBy (standing: Standing<'message>) flow =
        standing.Side.Run.WentOut[flow] |> Seq.truncate (standing.Moment.DoneOf flow)

    let takenBy (standing: Standing<'message>) flow =
        standing.Side.Run.CameIn[flow] |> Seq.truncate (standing.Moment.TakenOf flow)

    /// The flow that a side sent the message of a frame by, and its place among the outputs there.
    let private sending frame (side: Side<'message>) =
        side.Run.WentOut
        |> Seq.indexed
        |> Seq.tryPick (fun (flow, outputs) ->
            outputs
            |> Array.tryFindIndex (fun seen -> seen.Frame = frame && seen.Observation.IsMessage)
            |> Option.map (fun place -> struct (flow, place)))

    /// The first frame that a side did between two moments.
    let private firstBetween
        (side: Side<'message>)
        (before: ExplainedMoment<'message>)
        (after: ExplainedMoment<'message>)
        =
        seq {
            for flow in 0 .. side.Run.WentOut.Length - 1 do
                yield!
                    side.Run.WentOut[flow]
                    |> Seq.truncate (after.DoneOf flow)
                    |> Seq.skip (min (before.DoneOf flow) side.Run.WentOut[flow].Length)
                    |> Seq.truncate 1
        }
        |> Seq.map (fun (seen: ObservedEvent<'message>) -> seen.Frame)
        |> Seq.fold (fun first frame -> ValueSome(min frame (ValueOption.defaultValue frame first))) ValueNone

    /// Whether the step between two moments came before a frame: a step that did several things came before it where the first of them
    /// did.
    let private isBefore
        frame
        (at: TimeSpan)
        (side: Side<'message>)
        (before: ExplainedMoment<'message>, after: ExplainedMoment<'message>)
        =
        let hasTaken flow =
            let cameIn: ObservedEvent<'message>[] = side.Run.CameIn[flow]
            let count = min (after.TakenOf flow) cameIn.Length
            count > 0 && cameIn[count - 1].Frame >= frame

        // What a machine does no more take of a connection that it left counts as taken.
        let isOpen flow =
            flow < side.Datagrams || Map.containsKey flow after.Names

        let isInTime =
            match firstBetween side before after with
            | ValueSome first -> first < frame
            | ValueNone -> after.At <= at

        isInTime
        && seq { 0 .. side.Run.CameIn.Length - 1 }
           |> Seq.forall (fun flow -> not (isOpen flow && hasTaken flow))

    /// Where a side stood before a frame; none where it had not begun.
    let private momentBefore frame at (side: Side<'message>) =
        let later =
            side.Run.Moments
            |> Seq.pairwise
            |> Seq.takeWhile (isBefore frame at side)
            |> Seq.map snd
            |> Seq.tryLast

        match later, side.Run.Moments with
        | Some moment, _ -> Some moment
        | None, first :: _ when first.At <= at -> Some first
        | None, _ -> None

    /// Where each side stood when the message of a frame was under way.
    let private standings frame (sides: Side<'message> list) =
        let sender =
            sides
            |> List.tryPick (fun side ->
                sending frame side
                |> Option.bind (fun (struct (flow, place)) ->
                    side.Run.Moments |> List.tryFind (fun moment -> moment.DoneOf flow > place))
                |> Option.map (fun moment -> { Side = side; Moment = moment }))

        match sender with
        | None -> Error $"frame {frame} is not a message that a participant with a known machine sent"
        | Some sender ->
            let standing (side: Side<'message>) =
                if side.Column = sender.Side.Column then
                    Some sender
                else
                    momentBefore frame sender.Moment.At side
                    |> Option.map (fun moment -> { Side = side; Moment = moment })

            Ok(struct (sender, sides |> List.choose standing))

    let ofFrame frame decoded roster results =
        sides decoded roster results |> Result.bind (standings frame)
