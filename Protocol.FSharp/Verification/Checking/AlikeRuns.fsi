namespace PeerFunctional.Verification

/// Runs of peers that may be alike, side by side: what one peer does with those that are not among them, each other one does too. So
/// names show that are made up on the way, as tokens are.
[<Sealed>]
type internal AlikeRuns<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =

    new:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> *
        initial: CollapsedState<'state, 'timer, 'message, 'ask, 'store> *
        stepsOf:
            (CollapsedState<'state, 'timer, 'message, 'ask, 'store>
                -> struct (CheckedAction<'timer, 'message> * CollapsedState<'state, 'timer, 'message, 'ask, 'store>) list) ->
            AlikeRuns<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// The peers with the plain values in which they differ; none where they differ in more.
    member Of: peers: int list -> AlikePeers voption
