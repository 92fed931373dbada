namespace PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type Address =
    | Datagram of Endpoint
    | Stream of Connection
    | Substream of Connection * number: int64

module Address =

    let partner address =
        match address with
        | Address.Datagram endpoint -> endpoint
        | Address.Stream connection
        | Address.Substream(connection, _) -> Connection.partner connection

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

    let words address = string (partner address)

    let tryDatagram address =
        match address with
        | Address.Datagram endpoint -> ValueSome endpoint
        | Address.Stream _
        | Address.Substream _ -> ValueNone

    let tryStream address =
        match address with
        | Address.Stream connection -> ValueSome connection
        | Address.Datagram _
        | Address.Substream _ -> ValueNone
