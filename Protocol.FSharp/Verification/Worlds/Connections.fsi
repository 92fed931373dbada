namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// An end of a connection that is open at its peer.
type ConnectionSide =
    {
        /// The connection's number among all of the run; no two have the same.
        [<Undigested("numbers do not tell connections apart, names do")>]
        Number: int

        /// Who is at the other end, and that one's name for the connection.
        Far: struct (int * Address)
    }

/// What a peer has to do with connections.
type private PeerConnections =
    {
        /// Its open ends, by its names for them.
        Ends: Map<Address, ConnectionSide>

        /// Their other ends.
        Fars: Set<struct (int * Address)>

        /// The open streams inside each of its connections, by their numbers.
        Inside: Map<Connection, Set<int64>>
    }

/// The connections of a world state: every end that is open, by its peer and that peer's name for it.
type Connections =
    private
        {
            ByPeer: PerPeer<PeerConnections>
            OpenEnds: int
            CallCount: int
        }

    interface IDescribedAs<struct (struct (int * Address) * ConnectionSide) list>

    /// How many calls there were: the next connection's number.
    member Calls: int

    /// How many ends are open.
    member Count: int

/// Every operation but the description takes a logarithmic number of steps, and `ofPeer` one more for each end of the peer.
module Connections =

    /// None, among so many peers.
    val none: peers: int -> Connections

    /// Every open end with its peer and that peer's name for it, in the order of both.
    val ends: lines: Connections -> struct (struct (int * Address) * ConnectionSide) list

    /// Opens these ends besides, and numbers the next call so or higher.
    val addEnds:
        calls: int -> ends: struct (struct (int * Address) * ConnectionSide) list -> lines: Connections -> Connections

    val tryFind: peer: int -> name: Address -> lines: Connections -> ConnectionSide voption

    val isOpen: line: int -> peer: int -> name: Address -> lines: Connections -> bool

    /// Removes an end, and with a connection's end those of the streams inside it.
    val remove: peer: int -> name: Address -> lines: Connections -> Connections

    val add: peer: int -> name: Address -> line: int -> far: struct (int * Address) -> lines: Connections -> Connections

    /// Gives an open end, and those of the streams inside it, new numbers, so that nothing of the old ones reaches them; answers the
    /// end's.
    val renumber: peer: int -> name: Address -> lines: Connections -> struct (int * Connections)

    /// The ends open at a peer, with its names for them.
    val ofPeer: peer: int -> lines: Connections -> struct (Address * ConnectionSide) list

    /// Opens the opener's end of a stream inside an open connection; answers the connection's number, and the other end's peer and its
    /// name for the stream.
    val openInside:
        peer: int ->
        connection: Connection ->
        number: int64 ->
        lines: Connections ->
            struct (int * struct (int * Address) * Connections) voption

    /// Opens the caller's end of a new connection; answers the other end's name for it. `called` gives that name by a number.
    val call:
        peer: int ->
        name: Address ->
        owner: int ->
        called: (int -> Address) ->
        lines: Connections ->
            struct (Address * Connections)
