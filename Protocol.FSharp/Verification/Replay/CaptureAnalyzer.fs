namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureAnalyzer =
    { Receive: CapturedEvent -> struct (CaptureAnalyzer * (unit -> ConversationReport) list * bool)
      Finish: int64 -> (unit -> ConversationReport) list
      Within: CaptureFacts -> CaptureAnalyzer }

module CaptureAnalyzer =

    let ofParts
        recognizer
        (parts: Conversation<'about> -> Conversation<'about> list)
        (judge: Conversation<'about> -> ConversationReport)
        =
        let rec listening facts conversations : CaptureAnalyzer =
            let results conversations =
                [ for conversation in conversations do
                      for part in parts conversation do
                          fun () -> judge { part with Lacks = facts.Gaps } ]

            { Receive =
                fun captured ->
                    let struct (conversations, over, isOfInterest) =
                        Conversations.add recognizer captured conversations

                    struct (listening facts conversations, results over, isOfInterest)
              Finish = fun until -> Conversations.finish until conversations |> results
              Within = fun facts -> listening facts Conversations.empty }

        listening CaptureFacts.none Conversations.empty

    let create recognizer judge = ofParts recognizer List.singleton judge
