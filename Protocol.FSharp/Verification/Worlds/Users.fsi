namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What the user of a peer commands in the middle of a run.
type UserOrder<'state, 'command> =
    {
        /// By its place in the world.
        Peer: int

        /// After the peer has started; `Timers.anyMoment` for any time.
        After: TimeSpan
        Words: string

        /// What is commanded in a state, in order.
        Commands: ('state -> 'command list)
    }

/// A peer with the orders of its user, by their places among all.
type Used<'state> = { Inner: 'state; Orders: int list }

/// A timer of the machine, or the time of an order.
type UsedTimer<'timer> =
    | OfUsed of 'timer
    | Order of int

/// Worlds whose users command something in the middle. A user whose peer starts again repeats its orders.
module Users =

    val world:
        orders: UserOrder<'state, 'command> list ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<Used<'state>, UsedTimer<'timer>, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            when 'timer: comparison

    /// The properties of a world without the orders, asked of so many peers with them.
    val properties:
        peers: int ->
        properties: Properties<WorldState<'state, 'timer, 'ask, 'store>> ->
            Properties<WorldState<Used<'state>, UsedTimer<'timer>, 'ask, 'store>>
            when 'timer: comparison

    /// The scenario with orders, under another name. `source` is an F# expression of the orders.
    val scenario:
        name: string ->
        about: string ->
        source: string ->
        orders: UserOrder<'state, 'command> list ->
        subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Scenario<Used<'state>, UsedTimer<'timer>, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            when 'timer: comparison
