namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// A world around another one: what the outer world's machines pass on to the inner ones, and what the inner world's properties see.
module internal WorldView =

    /// The input of an inner machine; none where the timer or the answer is the outer machine's own.
    val input:
        timer: ('a -> 'b voption) ->
        answer: ('c -> 'd voption) ->
        input: Input<Address, 'a, 'message, 'command, 'c> ->
            Input<Address, 'b, 'message, 'command, 'd> voption

    /// The output of an inner machine with its timer and its question as the outer machine has them.
    val output:
        timer: ('a -> 'b) ->
        ask: ('c -> 'd) ->
        output: Output<Address, 'a, 'message, 'c, 'notice> ->
            Output<Address, 'b, 'message, 'd, 'notice>

    /// A peer as the inner world has it.
    val node:
        state: ('a -> 'b) ->
        timer: ('c -> 'd voption) ->
        ask: ('e -> 'f voption) ->
        node: Node<'a, 'c, 'e, 'store> ->
            Node<'b, 'd, 'f, 'store>
            when 'c: comparison and 'd: comparison

    /// A world state of the first so many peers.
    val worldState:
        peers: int ->
        node: (Node<'a, 'b, 'c, 'store> -> Node<'d, 'e, 'f, 'store>) ->
        worldState: WorldState<'a, 'b, 'c, 'store> ->
            WorldState<'d, 'e, 'f, 'store>
            when 'b: comparison and 'e: comparison

    /// The inner world's properties of the outer one; its first so many peers are the inner world's.
    val properties: peers: int -> view: ('outer -> 'inner) -> properties: Properties<'inner> -> Properties<'outer>

    /// The scenario in another world, whose states the view shows as those of the scenario's own world, for so many peers.
    val scenario:
        name: string ->
        about: string ->
        world: World<'a, 'b, 'message, 'command, 'c, 'd, 'notice, 'store> ->
        peers: int * (WorldState<'a, 'b, 'd, 'store> -> WorldState<'state, 'timer, 'ask, 'store>) ->
            source: TestSource ->
            subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
                Scenario<'a, 'b, 'message, 'command, 'c, 'd, 'notice, 'store>
            when 'b: comparison and 'timer: comparison
