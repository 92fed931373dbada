namespace PeerFunctional.Verification

[<RequireQualifiedAccess>]
type Reduction =
    | Symmetry
    | Order

module Reduction =

    let all = [ Reduction.Symmetry; Reduction.Order ]

    let name reduction =
        match reduction with
        | Reduction.Symmetry -> "symmetry"
        | Reduction.Order -> "order"

    let assumption reduction =
        match reduction with
        | Reduction.Symmetry -> "states that differ only in the names of alike peers count once"
        | Reduction.Order -> "a message that nothing can come before arrives at once"
