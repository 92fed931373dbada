namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// A captured file as one timeline: every conversation that one of the analyzers recognizes, with the verdicts on its peers.
module Explanation =

    /// What the analyzers make of the blocks of a capture of which these facts are known, in the order conversations end.
    val reportsWithin:
        facts: CaptureFacts -> analyzers: CaptureAnalyzer list -> blocks: Block seq -> ConversationReport list

    /// What the analyzers make of the blocks of a capture that lacks nothing.
    val reports: analyzers: CaptureAnalyzer list -> blocks: Block seq -> ConversationReport list

    /// The timeline of reports on a capture of which these facts are known, from its first frame on; without an event where there is none.
    val ofReports: facts: CaptureFacts -> title: 'a -> reports: ConversationReport list -> Timeline
