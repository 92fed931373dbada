namespace PeerFunctional.Verification

/// The peers of a model that are alike: they start in the same way but for their names, and a state with their names exchanged goes on
/// as the state does. That they are alike is not believed: each new step is taken with every exchange of names, too.
[<Sealed>]
type internal Symmetry<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =

    /// The runs are those of another model: what they have taken would not be new.
    new:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> *
        network: Network *
        words: (CheckedAction<'timer, 'message> -> string) *
        parts: StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> *
        initial: CollapsedState<'state, 'timer, 'message, 'ask, 'store> *
        stepsOf:
            (CollapsedState<'state, 'timer, 'message, 'ask, 'store>
                -> struct (CheckedAction<'timer, 'message> * CollapsedState<'state, 'timer, 'message, 'ask, 'store>) list) *
        runs: AlikeRuns<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Symmetry<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// The names of peers that are alike, together.
    member Alike: string list list

    /// What shows that they are not alike after all. A search whose model has one is worth nothing.
    member Problem: string voption

    /// Equal for states that differ in the names of alike peers only.
    member Fingerprint: state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> -> uint64

    /// Holds the steps of a state against those of the state with each exchange of names.
    member Compare:
        state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> *
        steps: struct (CheckedAction<'timer, 'message> * CollapsedState<'state, 'timer, 'message, 'ask, 'store>) list ->
            unit

    /// What holds in a state, and so with each exchange of names.
    member Holds:
        sentence: string *
        holds: (CollapsedState<'state, 'timer, 'message, 'ask, 'store> -> bool) *
        state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> ->
            bool
