namespace PeerFunctional.Verification

open System
// `Action` is this one, not System's.
open PeerFunctional.Verification

/// Everything that what comes of an action depends on. The node and the datagram are parts of states, the same objects for equal values;
/// the lines are told by a digest.
[<Struct; CustomEquality; NoComparison>]
type internal StepKey =
    {
        Node: obj
        Datagram: obj
        Lines: uint64
        Kind: int
        Place: int
        Hash: int
    }

    member Is: other: StepKey -> bool

    interface IEquatable<StepKey>

module internal StepKey =

    /// An action's key: the node that acts, if one does, the datagram that arrives, a digest of the lines, the kind of the action, and its
    /// place among those of its kind.
    val create:
        node: CollapsedNode<'state, 'timer, 'ask, 'store> voption ->
        datagram: Part<'datagram> voption ->
        lines: uint64 ->
        kind: int ->
        place: int ->
            StepKey
            when 'timer: comparison

    val kind: action: Action<'envelope, 'timer> -> int

    /// The kind of a store that answers until it was asked everything.
    [<Literal>]
    val Answers: int = 8
