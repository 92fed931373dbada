namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What the user of a peer does, at a peer by its place.
type UserDeed<'state, 'command, 'store> =

    /// What the machine is told, and the peer as the user leaves it; none where it cannot be wished.
    | Telling of find: (int -> 'state -> struct ('state * 'command list) voption)

    /// The disk as the user leaves it, and what the machine is told once that is on it.
    | Writing of isPossible: (int -> 'state -> bool) * write: (int -> 'store -> struct ('store * 'command list))

[<RequireQualifiedAccess>]
type UserMoment =

    /// At every peer, whenever it is possible.
    | WhenPossible

    /// At one peer, by its place: once after each of its starts, so much later; `Timers.anyMoment` for any time.
    | Once of peer: int * after: TimeSpan

/// Something that users may want.
type UserWish<'state, 'command, 'store> =
    {
        /// The words of the step.
        Words: string
        Moment: UserMoment
        Deed: UserDeed<'state, 'command, 'store>
    }

module UserWish =

    /// A command whenever `find` has one. The words go on from "the user", such as `stops it`.
    val telling:
        words: string -> find: (int -> 'a -> struct ('a * 'command list) voption) -> UserWish<'a, 'command, 'store>

    /// A write to the disk whenever it is possible. The words go on from "the user".
    val writing:
        words: string ->
        isPossible: (int -> 'state -> bool) ->
        write: (int -> 'store -> struct ('store * 'command list)) ->
            UserWish<'state, 'command, 'store>

    /// Commands at one peer, so long after it has started. The words are a whole sentence.
    val order:
        peer: int ->
        after: TimeSpan ->
        words: string ->
        commands: ('state -> 'command list) ->
            UserWish<'state, 'command, 'store>

/// A peer with its user.
type UsedPeer<'state> =
    {
        Inner: 'state

        /// The peer's place in the world.
        Place: int

        /// How often its user may still do what is possible.
        Left: int

        /// The wishes that are possible now, by their places.
        Offered: Set<int>
    }

/// A timer of the machine, or a wish of its user, by its place.
[<RequireQualifiedAccess>]
type UserTimer<'timer> =
    | OfMachine of 'timer
    | Wish of int

/// A question of the machine, or what a user writes, by the wish's place.
[<RequireQualifiedAccess>]
type UserAsk<'ask> =
    | OfMachine of 'ask
    | OfUser of peer: int * wish: int

/// An answer to the machine, or what it is told of what its user wrote.
[<RequireQualifiedAccess>]
type UserAnswer<'answer, 'command> =
    | ToMachine of 'answer
    | Told of 'command list

/// Worlds whose users command something while they run. A wish is a timer of its peer, so schedules, links and traces have it as any other step.
module Users =

    /// What users do whenever it is possible, between two starts of a peer, at most.
    [<Literal>]
    val Most: int = 3

    /// Whether the words of a timer are those of what a user does whenever it is possible.
    val isCommand: timerWords: string -> bool

    /// The name of the world without such commands; none where it is not one with them.
    val tryInner: name: string -> string voption

    /// The name of a world with such commands.
    val nameOf: inner: string -> string

    val world:
        wishes: UserWish<'state, 'command, 'store> list ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<
                UsedPeer<'state>,
                UserTimer<'timer>,
                'message,
                'command,
                UserAnswer<'answer, 'command>,
                UserAsk<'ask>,
                'notice,
                'store
             >
            when 'timer: comparison

    /// The scenario with users. `source` is an F# expression of a function from the world's name to this scenario, if there is one.
    val scenario:
        source: string ->
        wishes: UserWish<'state, 'command, 'store> list ->
        subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Scenario<
                UsedPeer<'state>,
                UserTimer<'timer>,
                'message,
                'command,
                UserAnswer<'answer, 'command>,
                UserAsk<'ask>,
                'notice,
                'store
             >
            when 'timer: comparison

    /// The scenario under the name, and with the sentence, of one whose users command whenever it is possible.
    val commanded:
        subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            when 'timer: comparison
