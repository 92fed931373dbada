namespace PeerFunctional.Kernel

/// A connection of a stream transport, as one of its ends names it: the address of a machine that speaks over streams.
/// A name belongs to one open connection at a time, and is free again once the machine has closed it or heard it closed.
[<Struct>]
type Connection =

    /// We called. The number is the machine's choice and tells its open connections to one partner apart.
    | Dialled of target: Endpoint * number: int

    /// The partner called us, from there to here.
    | Accepted of caller: Endpoint * local: Endpoint

module Connection =

    /// Who is at the other end.
    val partner: connection: Connection -> Endpoint
