namespace PeerFunctional.Verification

module TraceSentence =

    /// What the run came to, in a sentence: what never happens or no longer holds, and up to three causes, such as lost messages,
    /// crashes, and timers that fired early or while a message was under way.
    val ofTrace: subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> trace: Trace<'b> -> string when 'b: comparison
