namespace PeerFunctional.Verification

module Simulator =

    /// Runs a world by a schedule, to the letter; `watch` sees every action and the scene after it.
    val follow:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        laws: Laws<Scene<'a, 'b, 'f, 'h>> ->
        options: Options ->
        schedule: Schedule ->
        watch: (Action<Letter<'c>, 'b> -> Scene<'a, 'b, 'f, 'h> -> unit) ->
            Outcome
            when 'b: comparison

    /// Runs a world under the weather of a seed: the same run on any machine. `watch` sees every action and the scene after it.
    val watch:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        laws: Laws<Scene<'state, 'timer, 'ask, 'store>> ->
        options: Options ->
        seed: uint64 ->
        watch: (Action<Letter<'message>, 'timer> -> Scene<'state, 'timer, 'ask, 'store> -> unit) ->
            Outcome
            when 'timer: comparison

    val run:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        laws: Laws<Scene<'a, 'b, 'f, 'h>> ->
        options: Options ->
        seed: uint64 ->
            Outcome
            when 'b: comparison

    /// The run of a seed, with its curves.
    val measure:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        laws: Laws<Scene<'state, 'timer, 'ask, 'store>> ->
        options: Options ->
        title: string ->
        seed: uint64 ->
            struct (Outcome * LoadCurves)
            when 'timer: comparison
