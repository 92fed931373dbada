namespace PeerFunctional.Verification

open PeerFunctional.Capture

module Explanation =

    let reportsWithin facts (analyzers: CaptureAnalyzer list) (blocks: Block seq) =
        let read (struct (analysis, over)) block =
            match block with
            | Captured frame ->
                let struct (analysis, results) = CaptureAnalysis.read frame analysis
                struct (analysis, List.rev results @ over)
            | SectionHeader
            | InterfaceDescription _
            | InterfaceStatistics _
            | Secrets _
            | Skipped _
            | Damaged _ -> struct (analysis, over)

        let struct (analysis, over) =
            Seq.fold read (struct (CaptureAnalysis.start facts analyzers, [])) blocks

        List.rev over @ CaptureAnalysis.finish analysis |> List.map (fun judge -> judge ())

    let reports analyzers blocks =
        reportsWithin CaptureFacts.none analyzers blocks

    let ofReports facts title (reports: ConversationReport list) =
        let sides = reports |> List.collect _.Verdicts
        let names = ParticipantVerdict.names sides

        let part (report: ConversationReport) =
            ConversationReport.sinceCaptureBegan facts report report.Start,
            { report.Timeline.Value with
                Lanes =
                    report.Timeline.Value.Lanes
                    |> List.map (fun peer ->
                        Map.tryFind peer names |> Option.defaultWith (fun () -> ParticipantVerdict.short peer)) }

        let who =
            sides |> List.map ParticipantVerdict.who |> List.distinct |> String.concat ", "

        reports |> List.map part |> Timeline.join $"{title}: {who}"
