namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureAnalysis =
    private
        {
            Reader: CaptureReader
            Analyzers: CaptureAnalyzer[]
            /// The analyzers that no longer read a connection, by its number, while others do.
            Ignored: Map<int64, Set<int>>
            IgnoredCount: int
        }

module CaptureAnalysis =

    /// Connections that some analyzers ignore; the oldest makes room.
    [<Literal>]
    let private MaxIgnored = 65_536

    let startJudging judging facts (analyzers: CaptureAnalyzer list) =
        { Reader = CaptureReader.start facts
          Analyzers = analyzers |> List.map (fun analyzer -> analyzer.Within facts judging) |> Array.ofList
          Ignored = Map.empty
          IgnoredCount = 0 }

    let start facts analyzers =
        startJudging Judging.standard facts analyzers

    let private without connection analysis =
        if Map.containsKey connection analysis.Ignored then
            { analysis with
                Ignored = Map.remove connection analysis.Ignored
                IgnoredCount = analysis.IgnoredCount - 1 }
        else
            analysis

    let rec private withIgnored connection ignored analysis =
        match ignored with
        | ignored when Set.isEmpty ignored -> without connection analysis
        | ignored when ignored.Count = analysis.Analyzers.Length ->
            { without connection analysis with
                Reader = CaptureReader.forget connection analysis.Reader }
        | _ when analysis.IgnoredCount >= MaxIgnored ->
            analysis |> without (fst (Map.minKeyValue analysis.Ignored)) |> withIgnored connection ignored
        | ignored ->
            let analysis = without connection analysis

            { analysis with
                Ignored = Map.add connection ignored analysis.Ignored
                IgnoredCount = analysis.IgnoredCount + 1 }

    /// The analyzers that ignore an event's connection.
    let private ignoredBy (captured: CapturedEvent) analysis =
        match captured.Event with
        | WireEvent.Connection news -> Map.tryFind news.Connection analysis.Ignored |> Option.defaultValue Set.empty
        | WireEvent.Datagram _ -> Set.empty

    let private receive (struct (analysis, results)) (captured: CapturedEvent) =
        let ignored = ignoredBy captured analysis

        let received =
            analysis.Analyzers
            |> Array.mapi (fun index analyzer ->
                if Set.contains index ignored then
                    struct (analyzer, [], false)
                else
                    analyzer.Receive captured)

        let nowIgnored =
            (Set.empty, Array.indexed received)
            ||> Array.fold (fun ignored (index, struct (_, _, isOfInterest)) ->
                if isOfInterest then ignored else Set.add index ignored)

        let analysis =
            { analysis with
                Analyzers = received |> Array.map (fun (struct (analyzer, _, _)) -> analyzer) }

        let analysis =
            match captured.Event with
            | WireEvent.Connection news when nowIgnored <> ignored -> withIgnored news.Connection nowIgnored analysis
            | WireEvent.Connection _
            | WireEvent.Datagram _ -> analysis

        struct (analysis, results @ (received |> Seq.collect (fun (struct (_, over, _)) -> over) |> List.ofSeq))

    let read frame analysis =
        let struct (reader, events) = CaptureReader.read frame analysis.Reader

        (struct ({ analysis with Reader = reader }, []), events) ||> List.fold receive

    let finish analysis =
        let until = CaptureReader.until analysis.Reader
        analysis.Analyzers |> Seq.collect _.Finish(until) |> List.ofSeq
