namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// A world around another one: what the outer world's machines pass on to the inner ones, and what the inner world's properties see.
module internal WorldView =

    /// The input of an inner machine; none where the timer is the outer machine's own.
    val input:
        timer: ('a -> 'b voption) ->
        input: Input<Address, 'a, 'message, 'command, 'answer> ->
            Input<Address, 'b, 'message, 'command, 'answer> voption

    /// The output of an inner machine with its timer as the outer machine has it.
    val output:
        timer: ('a -> 'b) ->
        output: Output<Address, 'a, 'message, 'ask, 'notice> ->
            Output<Address, 'b, 'message, 'ask, 'notice>

    /// A peer as the inner world has it.
    val node:
        state: ('a -> 'b) -> timer: ('c -> 'd voption) -> node: Node<'a, 'c, 'ask, 'store> -> Node<'b, 'd, 'ask, 'store>
            when 'c: comparison and 'd: comparison

    /// A world state of the first so many peers.
    val worldState:
        peers: int ->
        node: (Node<'a, 'b, 'ask, 'store> -> Node<'c, 'd, 'ask, 'store>) ->
        worldState: WorldState<'a, 'b, 'ask, 'store> ->
            WorldState<'c, 'd, 'ask, 'store>
            when 'b: comparison and 'd: comparison

    /// The inner world's properties of the outer one; its first so many peers are the inner world's.
    val properties: peers: int -> view: ('outer -> 'inner) -> properties: Properties<'inner> -> Properties<'outer>
