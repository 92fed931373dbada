namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureAnalysis =
    private
        {
            Reader: CaptureReader
            Analyzers: CaptureAnalyzer[]
            /// The analyzers that no longer read a connection, a bit each, by its number, while others do.
            Ignored: Map<int64, uint64>
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

    /// The bit of an analyzer.
    let private bit index = 1UL <<< index

    let rec private withIgnored connection ignored analysis =
        match ignored with
        | 0UL -> without connection analysis
        | ignored when ignored = bit analysis.Analyzers.Length - 1UL ->
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
        | WireEvent.Connection news when analysis.IgnoredCount > 0 ->
            match analysis.Ignored.TryGetValue news.Connection with
            | true, ignored -> ignored
            | _ -> 0UL
        | WireEvent.Connection _
        | WireEvent.Datagram _ -> 0UL

    let private receive (struct (analysis, results)) (captured: CapturedEvent) =
        let ignored = ignoredBy captured analysis
        let analyzers = Array.copy analysis.Analyzers

        let mutable nowIgnored = ignored
        let mutable results = results

        for index in 0 .. analyzers.Length - 1 do
            if ignored &&& bit index = 0UL then
                let struct (analyzer, over, isOfInterest) = analyzers[index].Receive captured
                analyzers[index] <- analyzer
                results <- if over.IsEmpty then results else results @ over

                nowIgnored <-
                    if isOfInterest then
                        nowIgnored
                    else
                        nowIgnored ||| bit index

        let analysis = { analysis with Analyzers = analyzers }

        match captured.Event with
        | WireEvent.Connection news when nowIgnored <> ignored ->
            struct (withIgnored news.Connection nowIgnored analysis, results)
        | WireEvent.Connection _
        | WireEvent.Datagram _ -> struct (analysis, results)

    let read frame analysis =
        let struct (reader, events) = CaptureReader.read frame analysis.Reader

        (struct ({ analysis with Reader = reader }, []), events) ||> List.fold receive

    let finish analysis =
        let until = CaptureReader.until analysis.Reader
        let struct (reader, events) = CaptureReader.finish analysis.Reader

        let struct (analysis, results) =
            (struct ({ analysis with Reader = reader }, []), events) ||> List.fold receive

        results @ (analysis.Analyzers |> Seq.collect _.Finish(until) |> List.ofSeq)
