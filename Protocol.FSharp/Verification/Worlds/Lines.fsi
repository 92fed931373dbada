namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// An end of a connection that is open at its peer.
type End =
    {
        /// The connection's number among all of the run; no two have the same.
        [<Undigested("numbers do not tell connections apart, names do")>]
        Number: int

        /// Who is at the other end, and that one's name for the connection.
        Far: struct (int * Address)
    }

/// What a peer has to do with connections.
type private PeerLines =
    {
        /// Its open ends, by its names for them.
        Ends: Map<Address, End>

        /// Their other ends.
        Fars: Set<struct (int * Address)>
    }

/// The connections of a scene: every end that is open, by its peer and that peer's name for it.
type Lines =
    private
        {
            ByPeer: PerPeer<PeerLines>
            OpenEnds: int
            CallCount: int
        }

    interface IDescribedAs<struct (struct (int * Address) * End) list>

    /// How many calls there were: the next connection's number.
    member Calls: int

    /// How many ends are open.
    member Count: int

/// Every operation but the description takes a logarithmic number of steps, and `ofPeer` one more for each end of the peer.
module Lines =

    /// None, among so many peers.
    val none: peers: int -> Lines

    val tryFind: peer: int -> name: Address -> lines: Lines -> End voption

    val isOpen: line: int -> peer: int -> name: Address -> lines: Lines -> bool

    val remove: peer: int -> name: Address -> lines: Lines -> Lines

    val add: peer: int -> name: Address -> line: int -> far: struct (int * Address) -> lines: Lines -> Lines

    /// Gives an open end a new number, so that nothing of the old one reaches it; answers that number.
    val renumber: peer: int -> name: Address -> lines: Lines -> struct (int * Lines)

    /// The ends open at a peer, with its names for them.
    val ofPeer: peer: int -> lines: Lines -> struct (Address * End) list

    /// Opens the caller's end of a new connection; answers the other end's name for it. `called` gives that name by a number.
    val call:
        peer: int -> name: Address -> owner: int -> called: (int -> Address) -> lines: Lines -> struct (Address * Lines)
