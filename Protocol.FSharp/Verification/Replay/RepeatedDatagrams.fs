namespace PeerFunctional.Verification

module internal RepeatedDatagrams =

    /// Times that a participant is judged again.
    [<Literal>]
    let private MaxTries = 12

    let private without frame (traffic: ParticipantTraffic<'message>) =
        let others =
            Array.filter (fun (event: ObservedEvent<'message>) -> event.Frame <> frame)

        { traffic with
            Datagrams =
                traffic.Datagrams
                |> List.map (fun flow ->
                    { flow with
                        Inputs = others flow.Inputs
                        Outputs = others flow.Outputs }) }

    /// The repeated datagrams that may explain a divergence, the nearest before it first.
    let private before repeated (traffic: ParticipantTraffic<'message>) (divergence: Divergence) =
        let isBefore (event: ObservedEvent<'message>) =
            Set.contains event.Frame repeated && event.At <= divergence.At + ReplayWindow.mostLate

        [ for flow in traffic.Datagrams do
              yield! Seq.filter isBefore flow.Inputs
              yield! Seq.filter isBefore flow.Outputs ]
        |> List.map _.Frame
        |> List.distinct
        |> List.sortBy (fun frame ->
            match divergence.Frame with
            | ValueSome at -> abs (at - frame)
            | ValueNone -> -frame)

    let private words frame =
        $"the datagram of frame {frame} is there twice, and its header has no number: its sender may have sent it once"

    let private explainedBy frame =
        ReplayResult.without (NotJudged(words frame))

    let judge repeated (judge: ParticipantTraffic<'message> -> ReplayResult) traffic (found: ReplayResult) =
        /// Tries what is left of the repeated datagrams; none where the participant diverges without them too.
        let rec explain tries traffic (divergence: Divergence) frames =
            match frames with
            | frame :: others when tries > 0 ->
                let rest = without frame traffic

                match (judge rest).Conformance with
                | Diverges(_, next, _) when next.At > divergence.At ->
                    explain (tries - 1) rest next (before repeated rest next)
                | Diverges _ -> explain (tries - 1) traffic divergence others
                | Conforms _
                | NotJudged _
                | TakesNoPart _
                | Absent -> ValueSome frame
            | _ :: _
            | [] -> ValueNone

        match found.Conformance with
        | Diverges(_, divergence, _) when not (Set.isEmpty repeated) ->
            before repeated traffic divergence
            |> explain MaxTries traffic divergence
            |> ValueOption.map explainedBy
            |> ValueOption.defaultValue found
        | Diverges _
        | Conforms _
        | NotJudged _
        | TakesNoPart _
        | Absent -> found
