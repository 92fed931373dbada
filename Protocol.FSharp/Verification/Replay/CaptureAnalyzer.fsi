namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// Whoever listens to a capture for the conversations of one system. A conversation that is over comes as a result to be
/// made, which may take its time, on any thread.
[<NoEquality; NoComparison>]
type CaptureAnalyzer =
    {
        /// Takes the next event; answers the conversations that are over by it, and whether its connection may still be of
        /// interest.
        Hear: (CapturedEvent -> struct (CaptureAnalyzer * (unit -> ConversationReport) list * bool))

        /// The capture is over, with a last frame of this time: what was still under way.
        Finish: (int64 -> (unit -> ConversationReport) list)

        /// The analyzer before the first event of a capture of which these facts are known.
        Within: (CaptureFacts -> CaptureAnalyzer)
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
