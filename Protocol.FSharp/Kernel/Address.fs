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
    let partner address =
        match address with
        | Address.Datagram endpoint -> endpoint
        | Address.Stream connection
        | Address.Substream(connection, _) -> Connection.partner connection

    /// Whether two addresses lead to one partner in the same way: a machine numbers its calls as it likes.
    let isToSame one other =
        let isToSame one other =
            match one, other with
            | Dialled(target, _), Dialled(other, _) -> target = other
            | _ -> one = other

        match one, other with
        | Address.Stream one, Address.Stream other -> isToSame one other
        | Address.Substream(one, number), Address.Substream(other, otherNumber) ->
            number = otherNumber && isToSame one other
        | _ -> one = other

    /// The address for a person: who is at the other end.
    let words address = string (partner address)

    /// What a machine of datagrams makes of an address; none of a stream's.
    let tryDatagram address =
        match address with
        | Address.Datagram endpoint -> ValueSome endpoint
        | Address.Stream _
        | Address.Substream _ -> ValueNone

    /// What a machine of connections makes of an address; none of another transport's.
    let tryStream address =
        match address with
        | Address.Stream connection -> ValueSome connection
        | Address.Datagram _
        | Address.Substream _ -> ValueNone
