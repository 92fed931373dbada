namespace PeerFunctional.Kernel

/// Where a message comes from or goes to, as a machine names it: by it a machine may speak over several transports.
[<RequireQualifiedAccess>]
type Address =

    /// An endpoint that datagrams come from and go to.
    | Datagram of Endpoint

    /// A connection.
    | Stream of Connection

    /// A stream inside a connection, by its number there.
    | Substream of Connection * number: int64

module Address =

    /// The endpoint at the other end.
    val partner: address: Address -> Endpoint

    /// Whether two addresses lead to one partner in the same way: a machine numbers its calls as it likes.
    val isToSame: one: Address -> other: Address -> bool

    /// The address for a person: who is at the other end.
    val words: address: Address -> string

    /// What a machine of datagrams makes of an address; none of a stream's.
    val tryDatagram: address: Address -> Endpoint voption

    /// What a machine of connections makes of an address; none of another transport's.
    val tryStream: address: Address -> Connection voption
