namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureAnalyzer =
    { Receive: CapturedEvent -> struct (CaptureAnalyzer * (unit -> ConversationReport) list * bool)
      Finish: int64 -> (unit -> ConversationReport) list
      Within: CaptureFacts -> Judging -> CaptureAnalyzer }

module CaptureAnalyzer =

    let ofParts
        recognizer
        (parts: Conversation<'about> -> Conversation<'about> list)
        (judge: Conversation<'about> -> ConversationReport)
        =
        let rec listening facts judging conversations : CaptureAnalyzer =
            let results conversations =
                [ for conversation in conversations do
                      for part in parts conversation do
                          fun () ->
                              judge
                                  { part with
                                      Facts = facts
                                      Judging = judging } ]

            { Receive =
                fun captured ->
                    let struct (conversations, over, isOfInterest) =
                        Conversations.add recognizer captured conversations

                    struct (listening facts judging conversations, results over, isOfInterest)
              Finish = fun until -> Conversations.finish until conversations |> results
              Within = fun facts judging -> listening facts judging Conversations.empty }

        listening CaptureFacts.none Judging.standard Conversations.empty

    let create recognizer judge = ofParts recognizer List.singleton judge
