namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureAnalyzer =
    { Read: Frame -> struct (CaptureAnalyzer * (unit -> ConversationReport) list)
      Finish: unit -> (unit -> ConversationReport) list }

module CaptureAnalyzer =

    let create recognizer (judge: Conversation<'about> -> ConversationReport) =
        let results = List.map (fun conversation () -> judge conversation)

        let rec listening reader conversations : CaptureAnalyzer =
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

                    struct (listening reader conversations, results over)
              Finish = fun () -> Conversations.finish (CaptureReader.until reader) conversations |> results }

        listening CaptureReader.start Conversations.empty
