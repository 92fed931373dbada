namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What the runs of a world do on a calm network, counted.
module AccountRuns =

    /// The faults that runs are counted under, one in a run: such as `without a fault` and `one lost`.
    val faults: string list

    /// The account of runs that have the faults of this name, before `healedAt`.
    val count: healedAt: TimeSpan -> faults: string -> subject: IScenario -> Account

    /// Where a subject does otherwise than its world's accounts say, with the account that it has, by the name of the faults; none
    /// where no account is stated.
    val differences:
        stated: string ->
        healedAt: TimeSpan ->
        world: string ->
        policies: PeerPolicies ->
        subject: IScenario ->
            struct (string * string list * string list) list voption
