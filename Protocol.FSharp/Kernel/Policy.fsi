namespace PeerFunctional.Kernel

/// How a peer behaves where the original program has defects.
type Policy =

    /// Exactly as the original does, its defects included.
    | AsPublished

    /// Mends them in ways the original accepts.
    | Recovering

module Policy =

    val all: Policy list

    /// As command line and files have it.
    val name: _arg1: Policy -> string

    /// As F# source has it.
    val source: _arg1: Policy -> string

/// The policies that the peers of a world follow.
[<Struct>]
type PeerPolicies =
    {
        /// Of the first peer, which the others call: the responder, the tracker, the listener.
        First: Policy

        /// Of all other peers.
        Others: Policy
    }

module PeerPolicies =

    /// All peers follow one policy.
    val same: policy: Policy -> PeerPolicies

    /// All peers behave as the original does.
    val published: PeerPolicies

    /// All peers mend the original's defects.
    val recovering: PeerPolicies

    /// A recovering first peer among published ones, and a published first peer among recovering ones.
    val mixed: PeerPolicies list

    /// The policy of a peer, by its place from 0.
    val ofPeer: peer: int -> policies: PeerPolicies -> Policy

    /// As command line and files have it: 'recovering', or 'recovering,published' for the first peer and the others.
    val name: policies: PeerPolicies -> string

    /// The policies of a name, if there are such.
    val tryParse: text: string -> PeerPolicies voption

    /// As F# source has it.
    val source: policies: PeerPolicies -> string
