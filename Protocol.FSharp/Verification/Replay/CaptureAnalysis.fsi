namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// A capture that is read once for the analyzers of all systems. A conversation that is over comes as a result to be made,
/// which may take its time, on any thread.
[<NoEquality; NoComparison>]
type CaptureAnalysis

module CaptureAnalysis =

    /// Begins the analysis of a capture of which these facts are known.
    val start: facts: CaptureFacts -> analyzers: CaptureAnalyzer list -> CaptureAnalysis

    /// The same, for conversations that are judged in another way than the standard one.
    val startJudging: judging: Judging -> facts: CaptureFacts -> analyzers: CaptureAnalyzer list -> CaptureAnalysis

    /// Takes the next frame, whose bytes must not change from then on; answers the conversations that are over by it.
    val read: frame: Frame -> analysis: CaptureAnalysis -> struct (CaptureAnalysis * (unit -> ConversationReport) list)

    /// The conversations that are under way when the capture ends.
    val finish: analysis: CaptureAnalysis -> (unit -> ConversationReport) list
