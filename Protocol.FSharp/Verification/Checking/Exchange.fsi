namespace PeerFunctional.Verification

/// Alike peers in each other's places: of all peers, by their places, the places they take, and the names that go with them.
type internal Exchange = { Places: int array; Names: Names }

/// Peers that start alike, and the plain values in which they differ, each time one of every such peer in their order.
type internal AlikePeers =
    {
        Peers: int list
        Rows: obj array list
    }

module internal Exchange =

    /// All exchanges but the one that changes nothing, at most 119: of more peers than that allows, the first ones only. None where names
    /// do not tell peers apart.
    val all: peers: int -> alike: AlikePeers list -> Exchange array voption
