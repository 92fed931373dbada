namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// Finds the conversations of one system in a capture. A finished conversation comes as a function that judges it; any thread
/// may call it, and it may take long.
[<NoEquality; NoComparison>]
type CaptureAnalyzer =
    {
        /// Takes the next event; answers the conversations that are over by it, and whether its connection may still be of
        /// interest.
        Receive: (CapturedEvent -> struct (CaptureAnalyzer * (unit -> ConversationReport) list * bool))

        /// The capture is over, with a last frame of this time: what was still under way.
        Finish: (int64 -> (unit -> ConversationReport) list)

        /// The analyzer before the first event of a capture of which these facts are known.
        Within: (CaptureFacts -> Judging -> CaptureAnalyzer)
    }

module CaptureAnalyzer =

    /// An analyzer that finds the conversations of a system; `parts` tells which parts of one are to be judged by themselves,
    /// first to last.
    val ofParts:
        recognizer: Recognizer<'about> ->
        parts: (Conversation<'about> -> Conversation<'about> list) ->
        judge: (Conversation<'about> -> ConversationReport) ->
            CaptureAnalyzer

    /// An analyzer that finds the conversations of a system; `judge` tells what one comes to.
    val create: recognizer: Recognizer<'about> -> judge: (Conversation<'about> -> ConversationReport) -> CaptureAnalyzer
