namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What a step of one peer put out into the world.
type Sending<'message> =
    | Posted of Letter<'message>

    /// To an address that leads to nobody, or on a connection that is no more.
    | Undeliverable of 'message

    /// What the peer told its user; a search that nobody listens to never makes the words.
    | Said of words: (unit -> string)

/// A peer's step under way: what it put out so far, last first.
[<NoEquality; NoComparison; Struct>]
type Acting<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Node: Node<'state, 'timer, 'ask, 'store>
        Connections: Lines

        /// How many letters were sent in the run so far.
        Sent: int
        Sendings: Sending<'message> list
    }

/// How a peer acts in a world. The machine is stepped here and nowhere else, exactly as the live host does.
module Acting =

    /// Every connection of a peer ends.
    val hangUpAll:
        peer: int -> reason: CloseReason -> acting: Acting<'a, 'b, 'c, 'd, 'e> -> Acting<'a, 'b, 'c, 'd, 'e>
            when 'b: comparison

    val changeNode:
        change: (Node<'a, 'b, 'c, 'd> -> Node<'a, 'b, 'c, 'd>) ->
        acting: Acting<'a, 'b, 'e, 'c, 'd> ->
            Acting<'a, 'b, 'e, 'c, 'd>
            when 'b: comparison

    /// The machine takes an input, and what it puts out is carried out in order; then it takes what was answered at once.
    val step:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        peer: int ->
        now: TimeSpan ->
        acting: Acting<'state, 'timer, 'message, 'ask, 'store> ->
        input: Input<Address, 'timer, 'message, 'command, 'answer> ->
            Acting<'state, 'timer, 'message, 'ask, 'store>
            when 'timer: comparison
