namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureAnalyzer =
    { Receive: CapturedEvent -> struct (CaptureAnalyzer * (unit -> ConversationReport) list * bool)
      Finish: int64 -> (unit -> ConversationReport) list
      Within: CaptureFacts -> Judging -> CaptureAnalyzer }

module CaptureAnalyzer =

    /// What judges the parts of conversations that are over.
    let private results parts judge facts (judging: Judging) conversations =
        let judged (part: Conversation<'about>) () =
            judge
                { part with
                    Facts = facts
                    Judging = judging }

        match conversations with
        | [] -> []
        | _ ->
            judging.SideBySide.Map(parts, Array.ofList conversations)
            |> Seq.collect (List.map judged)
            |> List.ofSeq

    let ofParts
        recognizer
        (parts: Conversation<'about> -> Conversation<'about> list)
        (judge: Conversation<'about> -> ConversationReport)
        =
        let rec listening facts judging conversations : CaptureAnalyzer =
            { Receive =
                fun captured ->
                    let struct (conversations, over, isOfInterest) =
                        Conversations.add recognizer captured conversations

                    struct (listening facts judging conversations, results parts judge facts judging over, isOfInterest)
              Finish =
                fun until -> Conversations.finish recognizer until conversations |> results parts judge facts judging
              Within = fun facts judging -> listening facts judging Conversations.empty }

        listening CaptureFacts.none Judging.standard Conversations.empty

    let create recognizer judge = ofParts recognizer List.singleton judge
