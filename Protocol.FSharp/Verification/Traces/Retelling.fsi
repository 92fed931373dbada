namespace PeerFunctional.Verification

/// A run told in the protocol's words, from its trace.
module Retelling =

    /// The chronicle of a trace, with the cuts among its faults; an action that cannot happen is remarked.
    val tell:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        title: string ->
        conclusion: string ->
        trace: Trace<'timer> ->
            Chronicle
            when 'timer: comparison

/// A chronicle as lines of text.
module Story =

    /// The lines: one a moment, and two for a long row of timers.
    val lines: chronicle: Chronicle -> string list
