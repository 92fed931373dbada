namespace PeerFunctional.Tests.Verification.Oracles

open PeerFunctional.Verification

/// Dining philosophers, who take the left fork, then the right one, then put both back. Two bits each: 0 thinks, 1 has the
/// left fork, 2 eats.
module Philosophers =

    let private at index (table: uint64) = (table >>> (2 * index)) &&& 3UL

    let private put index value (table: uint64) =
        (table &&& ~~~(3UL <<< (2 * index))) ||| (value <<< (2 * index))

    let private successors count table =
        [ for index in 0 .. count - 1 do
              let left, right = (index + count - 1) % count, (index + 1) % count

              match at index table with
              | 0UL when at left table <> 2UL -> struct (index, put index 1UL table)
              | 1UL when at right table = 0UL -> struct (index, put index 2UL table)
              | 2UL -> struct (index, put index 0UL table)
              | _ -> () ]

    /// Fork i lies left of philosopher i: the left neighbour has it when it eats.
    let model count =
        Model.create
            [ 0UL ]
            (successors count)
            id
            uint64
            [ Always("somebody can go on", fun table -> not (successors count table).IsEmpty)
              Sometimes("the first eats", fun table -> at 0 table = 2UL)
              Progress("the first eats in the end", fun table -> at 0 table = 2UL) ]

    /// How many states there are: the Pell-Lucas numbers, as a fork has one owner at most (the trace of the n-th power of
    /// the 3 by 3 matrix that says who may sit beside whom).
    let states count =
        let rec next (a, b) =
            function
            | 0 -> a
            | left -> next (b, 2L * b + a) (left - 1)

        next (2L, 2L) count
