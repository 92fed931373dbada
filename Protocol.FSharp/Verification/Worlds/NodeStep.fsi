namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What a step of one peer put out into the world.
[<RequireQualifiedAccess>]
type Emission<'message> =
    | Sent of Envelope<'message>

    /// To an address of no peer, or on a closed connection.
    | Undeliverable of 'message

    /// A notice to the peer's user. The words are made only when they are printed.
    | Noticed of words: (unit -> string)

/// A peer's step under way: what it put out so far, last first.
[<NoEquality; NoComparison; Struct>]
type NodeStep<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Node: Node<'state, 'timer, 'ask, 'store>
        Connections: Connections

        /// How many envelopes were sent in the run so far.
        Sent: int
        Emissions: Emission<'message> list
    }

/// How a peer acts in a world. The machine is stepped here and nowhere else, exactly as the live host does.
module NodeStep =

    /// Every connection of a peer ends.
    val closeAll:
        peer: int -> reason: CloseReason -> acting: NodeStep<'a, 'b, 'c, 'd, 'e> -> NodeStep<'a, 'b, 'c, 'd, 'e>
            when 'b: comparison

    val updateNode:
        change: (Node<'a, 'b, 'c, 'd> -> Node<'a, 'b, 'c, 'd>) ->
        acting: NodeStep<'a, 'b, 'e, 'c, 'd> ->
            NodeStep<'a, 'b, 'e, 'c, 'd>
            when 'b: comparison

    /// The machine takes an input, and what it puts out is carried out in order; then it takes what was answered at once.
    val step:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        peer: int ->
        now: TimeSpan ->
        acting: NodeStep<'state, 'timer, 'message, 'ask, 'store> ->
        input: Input<Address, 'timer, 'message, 'command, 'answer> ->
            NodeStep<'state, 'timer, 'message, 'ask, 'store>
            when 'timer: comparison
