namespace PeerFunctional.Verification

/// A journal as a timeline: what its machine was sent, did and sent, step by step.
module JournalTimeline =

    /// The timeline of a journal's runs: before its first step, then after every step.
    val ofRuns:
        title: string ->
        role: MachineRole<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        runs: RecordedRun<'a, 'b, 'c, 'd, 'e, 'f, 'i, 'h> list ->
            Timeline
