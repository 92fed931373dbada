namespace PeerFunctional.Verification

open System

/// What a run takes until its goal is reached for good.
[<Struct>]
type RunCost =
    {
        /// Envelopes that were sent: messages, and the beginnings and ends of connections.
        Messages: int

        /// From the start of the last peer.
        Time: TimeSpan
    }

/// The most that a world may cost on a calm network.
type CostBound =
    {
        /// The world's name.
        World: string

        /// Without faults.
        Faultless: RunCost

        /// What one lost envelope may add.
        PerLoss: RunCost
    }

module CostBound =

    val create: world: string -> faultless: RunCost -> perLoss: RunCost -> CostBound

module RunCost =

    val create: messages: int -> seconds: float -> RunCost

    /// The sum of messages and the sum of times.
    val add: first: RunCost -> second: RunCost -> RunCost

    /// The larger of each.
    val most: first: RunCost -> second: RunCost -> RunCost

    /// Whether neither messages nor time are above the bound.
    val isWithin: bound: RunCost -> cost: RunCost -> bool

    /// A network whose messages take 1 to 5 ms, disks that take 1 ms, and peers that start one after the other. Of envelopes those of
    /// these numbers are lost, if they are sent before `healedAt`.
    val calm: peers: int -> healedAt: TimeSpan -> lost: int list -> seed: uint64 -> FaultSchedule

    /// The cost of a run; none where it violates a property.
    val measure:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        properties: Properties<WorldState<'state, 'timer, 'ask, 'store>> ->
        schedule: FaultSchedule ->
            RunCost voption
            when 'timer: comparison
