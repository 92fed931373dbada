namespace PeerFunctional.Verification

/// The states that come of exchanging the names of peers.
[<Sealed>]
type internal Images<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =

    new:
        network: Network *
        parts: StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> *
        exchanges: Exchange array ->
            Images<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// A state after each exchange.
    member Of:
        state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> ->
            CollapsedState<'state, 'timer, 'message, 'ask, 'store> array

    /// The least fingerprint of a state and of those after each exchange.
    member Least: state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> -> uint64

    /// Whether a property asks one thing of a peer and another of the peer that takes its place.
    member IsUnfair: bool
