namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// Whoever listens to a capture for the conversations of one system. A conversation that is over comes as a result to be
/// made, which may take its time, on any thread.
[<NoEquality; NoComparison>]
type CaptureAnalyzer =
    {
        /// Takes the next frame, whose bytes must not change from then on.
        Read: (Frame -> struct (CaptureAnalyzer * (unit -> ConversationReport) list))

        /// The capture is over: what was still under way.
        Finish: (unit -> (unit -> ConversationReport) list)

        /// The analyzer before the first frame of a capture of which these facts are known.
        Within: (CaptureFacts -> CaptureAnalyzer)
    }

module CaptureAnalyzer =

    /// An analyzer that finds the conversations of a system; `judge` tells what one comes to.
    val create: recognizer: Recognizer<'about> -> judge: (Conversation<'about> -> ConversationReport) -> CaptureAnalyzer
