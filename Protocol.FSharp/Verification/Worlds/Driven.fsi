namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// Something that the user of a peer may want, in words that go on from "the user", such as `writes an event`.
type UserWish<'state, 'command, 'store> =

    /// What the machine is told, and the peer as the user leaves it, at a peer by its place in a state; none where it cannot be wished.
    | Telling of words: string * find: (int -> 'state -> struct ('state * 'command list) voption)

    /// The disk as the user leaves it, and what the machine is told once that is on it.
    | Writing of
        words: string *
        isPossible: (int -> 'state -> bool) *
        write: (int -> 'store -> struct ('store * 'command list))

/// A peer with its user.
type DrivenPeer<'state> =
    {
        Inner: 'state

        /// The peer's place in the world.
        Place: int

        /// Wishes that the user may still have.
        Left: int

        /// The wishes that can be given now, by their places.
        Offered: Set<int>
    }

/// A timer of the machine, or a wish of its user, by its place.
[<RequireQualifiedAccess>]
type DrivenTimer<'timer> =
    | OfMachine of 'timer
    | Wish of int

/// A question of the machine, or what a user writes, by the wish's place.
[<RequireQualifiedAccess>]
type DrivenAsk<'ask> =
    | OfMachine of 'ask
    | OfUser of peer: int * wish: int

/// An answer to the machine, or what it is told of what its user wrote.
[<RequireQualifiedAccess>]
type DrivenAnswer<'answer, 'command> =
    | ToMachine of 'answer
    | Told of 'command list

/// Worlds whose users give commands, at any moment. A command is a timer that may fire at any moment, so schedules, links and traces have it as
/// any other step.
module Driven =

    /// Commands that a user gives between two starts of the peer, at most.
    [<Literal>]
    val Most: int = 3

    /// Whether the words of a timer are those of a command.
    val isCommand: timerWords: string -> bool

    /// The name of the world without the users' commands; none where it is not one with them.
    val tryInner: name: string -> string voption

    /// The name of a world with users' commands.
    val nameOf: inner: string -> string

    val world:
        wishes: UserWish<'state, 'command, 'store> list ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<
                DrivenPeer<'state>,
                DrivenTimer<'timer>,
                'message,
                'command,
                DrivenAnswer<'answer, 'command>,
                DrivenAsk<'ask>,
                'notice,
                'store
             >
            when 'timer: comparison

    /// The scenario with its users' commands. `source` is an F# expression of a function from the world's name to this scenario, if there is one.
    val scenario:
        source: string ->
        wishes: UserWish<'state, 'command, 'store> list ->
        subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Scenario<
                DrivenPeer<'state>,
                DrivenTimer<'timer>,
                'message,
                'command,
                DrivenAnswer<'answer, 'command>,
                DrivenAsk<'ask>,
                'notice,
                'store
             >
            when 'timer: comparison
