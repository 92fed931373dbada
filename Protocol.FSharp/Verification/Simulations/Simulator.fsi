namespace PeerFunctional.Verification

module Simulator =

    /// Runs a world by a schedule, to the envelope; `watch` sees every action and the world state after it.
    val follow:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        properties: Properties<WorldState<'a, 'b, 'f, 'h>> ->
        options: FaultOptions ->
        schedule: FaultSchedule ->
        watch: (Action<Envelope<'c>, 'b> -> WorldState<'a, 'b, 'f, 'h> -> unit) ->
            Outcome
            when 'b: comparison

    /// As `follow`; `watch` hears besides what was sent and said.
    val listen:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        properties: Properties<WorldState<'a, 'b, 'f, 'h>> ->
        options: FaultOptions ->
        schedule: FaultSchedule ->
        watch: (Action<Envelope<'c>, 'b> -> WorldState<'a, 'b, 'f, 'h> -> Emission<'c> list -> unit) ->
            Outcome
            when 'b: comparison

    /// Runs a world under the profile of a seed: the same run on any machine. `watch` sees every action and the world state after it.
    val watch:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        properties: Properties<WorldState<'state, 'timer, 'ask, 'store>> ->
        options: FaultOptions ->
        seed: uint64 ->
        watch: (Action<Envelope<'message>, 'timer> -> WorldState<'state, 'timer, 'ask, 'store> -> unit) ->
            Outcome
            when 'timer: comparison

    val run:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        properties: Properties<WorldState<'a, 'b, 'f, 'h>> ->
        options: FaultOptions ->
        seed: uint64 ->
            Outcome
            when 'b: comparison

    /// The run of a seed, with its curves.
    val measure:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        properties: Properties<WorldState<'state, 'timer, 'ask, 'store>> ->
        options: FaultOptions ->
        title: string ->
        seed: uint64 ->
            struct (Outcome * LoadCurves)
            when 'timer: comparison
