namespace PeerFunctional.Verification

open System
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

    /// Peers that have no name but an address go by their role; where several play it, by their port too; and by the address where
    /// several have the port.
    let names (sides: ParticipantVerdict list) =
        let nameless =
            sides |> List.distinctBy _.Peer |> List.filter (fun side -> side.Peer.Contains ':')

        let withPort side =
            side.Role + side.Peer.Substring(side.Peer.LastIndexOf ':')

        let name side =
            let isAlone short =
                nameless |> List.filter (fun other -> short other = short side) |> List.length = 1

            if isAlone _.Role then side.Role
            elif isAlone withPort then withPort side
            else side.Peer

        nameless |> List.map (fun side -> side.Peer, name side) |> Map.ofList

    let ofReports title (reports: ConversationReport list) =
        let sides = reports |> List.collect _.Verdicts
        let names = names sides

        let start =
            reports
            |> List.fold
                (fun first (report: ConversationReport) -> min first (ValueOption.defaultValue first report.Start))
                Int64.MaxValue

        let part (report: ConversationReport) =
            TimeSpan.FromTicks((ValueOption.defaultValue start report.Start - start) / 100L),
            { report.Timeline.Value with
                Lanes =
                    report.Timeline.Value.Lanes
                    |> List.map (fun peer -> Map.tryFind peer names |> Option.defaultValue peer) }

        let who =
            sides |> List.map ParticipantVerdict.who |> List.distinct |> String.concat ", "

        reports |> List.map part |> Timeline.join $"{title}: {who}"
