namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureAnalyzer =
    { Read: Frame -> struct (CaptureAnalyzer * (unit -> ConversationReport) list)
      Finish: unit -> (unit -> ConversationReport) list
      Within: CaptureFacts -> CaptureAnalyzer }

module CaptureAnalyzer =

    let create recognizer (judge: Conversation<'about> -> ConversationReport) =
        let rec listening facts reader conversations : CaptureAnalyzer =
            let results =
                List.map (fun conversation () ->
                    judge
                        { conversation with
                            Lacks = CaptureFacts.lacks facts })

            { Read =
                fun frame ->
                    let struct (reader, events) = CaptureReader.read frame reader

                    let struct (reader, conversations, over) =
                        (struct (reader, conversations, []), events)
                        ||> List.fold (fun (struct (reader, conversations, over)) (captured: CapturedEvent) ->
                            let struct (conversations, closed, isOfInterest) =
                                Conversations.add recognizer captured conversations

                            let reader =
                                match captured.Event with
                                | WireEvent.Connection news when not isOfInterest ->
                                    CaptureReader.forget news.Connection reader
                                | WireEvent.Connection _
                                | WireEvent.Datagram _ -> reader

                            struct (reader, conversations, over @ closed))

                    struct (listening facts reader conversations, results over)
              Finish = fun () -> Conversations.finish (CaptureReader.until reader) conversations |> results
              Within = start }

        and start facts =
            listening facts (CaptureReader.start facts) Conversations.empty

        start CaptureFacts.none
