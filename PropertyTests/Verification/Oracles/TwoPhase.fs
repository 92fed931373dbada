namespace PeerFunctional.Tests.Verification.Oracles

open PeerFunctional.Verification

[<Struct>]
type TwoPhaseAction =
    | ManagerReceivesPrepared of prepared: int
    | ManagerCommits
    | ManagerAborts
    | Prepares of preparing: int
    | ChoosesToAbort of choosing: int
    | ReceivesCommit of committing: int
    | ReceivesAbort of aborting: int

/// Two-phase commit as Gray and Lamport specify it (TwoPhase.tla), a state packed into 64 bits. With n resource managers:
/// bits 0 to 2n-1 hold two bits a manager (0 working, 1 prepared, 2 committed, 3 aborted), then n bits say whose vote the
/// transaction manager has, n bits who sent one, two bits its own state (0 undecided, 1 committed, 2 aborted), which is
/// also the decision it has sent to all.
module TwoPhase =

    let private rm (state: uint64) index = int (state >>> (2 * index)) &&& 3

    let private withRm index (value: int) (state: uint64) =
        (state &&& ~~~(3UL <<< (2 * index))) ||| (uint64 value <<< (2 * index))

    let private vote n index = 1UL <<< (2 * n + index)
    let private sent n index = 1UL <<< (3 * n + index)
    let private decision n (state: uint64) = int (state >>> (4 * n)) &&& 3
    let private decided n (value: int) = uint64 value <<< (4 * n)

    let private votes n = ((1UL <<< n) - 1UL) <<< (2 * n)

    let private successors n (state: uint64) : struct (TwoPhaseAction * uint64) list =
        let decision = decision n state
        let mutable steps = []

        for index in n - 1 .. -1 .. 0 do
            let manager = rm state index

            if manager = 0 then
                steps <- struct (Prepares index, withRm index 1 state ||| sent n index) :: steps
                steps <- struct (ChoosesToAbort index, withRm index 3 state) :: steps

            if decision = 1 then
                steps <- struct (ReceivesCommit index, withRm index 2 state) :: steps

            if decision = 2 then
                steps <- struct (ReceivesAbort index, withRm index 3 state) :: steps

            if decision = 0 && state &&& sent n index <> 0UL then
                steps <- struct (ManagerReceivesPrepared index, state ||| vote n index) :: steps

        if decision = 0 then
            steps <- struct (ManagerAborts, state ||| decided n 2) :: steps

            if state &&& votes n = votes n then
                steps <- struct (ManagerCommits, state ||| decided n 1) :: steps

        steps

    /// The managers' states and messages in one order for all that differ by a permutation of managers.
    let private canonical n (state: uint64) =
        let local index =
            rm state index
            ||| (if state &&& vote n index <> 0UL then 4 else 0)
            ||| (if state &&& sent n index <> 0UL then 8 else 0)

        // How many managers are in each of the 16 local states, four bits each.
        let mutable counts = 0UL

        for index in 0 .. n - 1 do
            counts <- counts + (1UL <<< (4 * local index))

        counts * 4UL + uint64 (decision n state)

    let private all n value state =
        Seq.forall (fun index -> rm state index = value) (seq { 0 .. n - 1 })

    let private consistent n state =
        let mutable committed = false
        let mutable aborted = false

        for index in 0 .. n - 1 do
            match rm state index with
            | 2 -> committed <- true
            | 3 -> aborted <- true
            | _ -> ()

        not (committed && aborted)

    let model n =
        { Model.create [ 0UL ] (successors n) id (fun action -> uint64 (hash action)) [] with
            ActionWords = fun action -> $"%A{action}"
            Properties =
                [ Always("nobody commits while another aborts", consistent n)
                  Sometimes("all commit", fun state -> rm state 0 = 2 && all n 2 state)
                  Sometimes("all abort", fun state -> rm state 0 = 3 && all n 3 state) ] }

    /// Resource managers are interchangeable.
    let symmetric n =
        { model n with
            SymmetryFingerprint = ValueSome(canonical n) }

    /// A bug planted: the transaction manager commits with one vote missing.
    let broken n =
        let model = model n

        let successors state =
            let steps = model.Successors state

            if decision n state = 0 && state &&& votes n = (votes n &&& ~~~(vote n 0)) then
                struct (ManagerCommits, state ||| decided n 1) :: steps
            else
                steps

        { model with Successors = successors }
