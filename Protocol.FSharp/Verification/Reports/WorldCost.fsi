namespace PeerFunctional.Verification

open System

/// What the goal of a world costs on a calm network; none where a run violates a property.
type WorldCost =
    {
        /// The most of ten seeds, without faults.
        Faultless: RunCost voption

        /// The most of all runs that lose one envelope.
        OneLost: RunCost voption
    }

module WorldCost =

    /// Runs a world without faults, and then once for each envelope, which is lost. Envelopes are lost before `healedAt`.
    val measure: healedAt: TimeSpan -> subject: IScenario -> WorldCost

    val isWithin: bound: CostBound -> cost: WorldCost -> bool

    /// A bound as a property: `the goal takes at most 23 messages and 2.1 s, and 34 messages and 2.6 s if one is lost`
    val sentence: bound: CostBound -> string

    /// `23 messages and 2.0 s, and at most 34 messages and 2.6 s if one is lost`
    val words: cost: WorldCost -> string
