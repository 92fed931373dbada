namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureListener =
    private
        {
            Reader: CaptureReader
            Analyzers: CaptureAnalyzer[]
            /// The analyzers that no longer listen to a connection, by its number, while others do.
            Deaf: Map<int64, Set<int>>
            DeafCount: int
        }

module CaptureListener =

    /// Connections of which is known who does not listen; the oldest makes room.
    [<Literal>]
    let private MaxDeaf = 65_536

    let start facts (analyzers: CaptureAnalyzer list) =
        { Reader = CaptureReader.start facts
          Analyzers = analyzers |> List.map _.Within(facts) |> Array.ofList
          Deaf = Map.empty
          DeafCount = 0 }

    let private without connection listener =
        if Map.containsKey connection listener.Deaf then
            { listener with
                Deaf = Map.remove connection listener.Deaf
                DeafCount = listener.DeafCount - 1 }
        else
            listener

    let rec private withDeaf connection deaf listener =
        match deaf with
        | deaf when Set.isEmpty deaf -> without connection listener
        | deaf when deaf.Count = listener.Analyzers.Length ->
            { without connection listener with
                Reader = CaptureReader.forget connection listener.Reader }
        | _ when listener.DeafCount >= MaxDeaf ->
            listener |> without (fst (Map.minKeyValue listener.Deaf)) |> withDeaf connection deaf
        | deaf ->
            let listener = without connection listener

            { listener with
                Deaf = Map.add connection deaf listener.Deaf
                DeafCount = listener.DeafCount + 1 }

    /// The analyzers that do not listen to an event's connection.
    let private deafTo (captured: CapturedEvent) listener =
        match captured.Event with
        | WireEvent.Connection news -> Map.tryFind news.Connection listener.Deaf |> Option.defaultValue Set.empty
        | WireEvent.Datagram _ -> Set.empty

    let private hear (struct (listener, results)) (captured: CapturedEvent) =
        let deaf = deafTo captured listener

        let heard =
            listener.Analyzers
            |> Array.mapi (fun index analyzer ->
                if Set.contains index deaf then
                    struct (analyzer, [], false)
                else
                    analyzer.Hear captured)

        let nowDeaf =
            (Set.empty, Array.indexed heard)
            ||> Array.fold (fun deaf (index, struct (_, _, isOfInterest)) ->
                if isOfInterest then deaf else Set.add index deaf)

        let listener =
            { listener with
                Analyzers = heard |> Array.map (fun (struct (analyzer, _, _)) -> analyzer) }

        let listener =
            match captured.Event with
            | WireEvent.Connection news when nowDeaf <> deaf -> withDeaf news.Connection nowDeaf listener
            | WireEvent.Connection _
            | WireEvent.Datagram _ -> listener

        struct (listener, results @ (heard |> Seq.collect (fun (struct (_, over, _)) -> over) |> List.ofSeq))

    let read frame listener =
        let struct (reader, events) = CaptureReader.read frame listener.Reader

        (struct ({ listener with Reader = reader }, []), events) ||> List.fold hear

    let finish listener =
        let until = CaptureReader.until listener.Reader
        listener.Analyzers |> Seq.collect _.Finish(until) |> List.ofSeq
