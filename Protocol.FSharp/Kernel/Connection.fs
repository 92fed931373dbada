namespace PeerFunctional.Kernel

[<Struct>]
type Connection =
    | Dialled of target: Endpoint * number: int
    | Accepted of caller: Endpoint * local: Endpoint

module Connection =

    let partner connection =
        match connection with
        | Dialled(target, _) -> target
        | Accepted(caller, _) -> caller
