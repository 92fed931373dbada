namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// Whoever listens to a capture for the conversations of one system. A conversation that is over comes as a result to be
/// made, which may take its time, on any thread.
[<NoEquality; NoComparison>]
type CaptureAnalyzer =
    {
        /// Takes the next frame, whose bytes must not change from then on.
        Read: Frame -> struct (CaptureAnalyzer * (unit -> ConversationReport) list)
        /// The capture is over: what was still under way.
        Finish: unit -> (unit -> ConversationReport) list
    }

module CaptureAnalyzer =

    /// An analyzer that finds the conversations of a system; `judge` tells what one comes to.
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
