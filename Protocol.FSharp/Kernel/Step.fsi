namespace PeerFunctional.Kernel

/// A step under way: the state so far and the outputs so far, last first. Machines are written as pipelines of these.
[<Struct>]
type Step<'state, 'output> =
    { State: 'state; Outputs: 'output list }

module Step =

    val start: state: 'a -> Step<'a, 'b>

    val emit: output: 'a -> step: Step<'b, 'a> -> Step<'b, 'a>

    val emitAll: outputs: 'a list -> step: Step<'b, 'a> -> Step<'b, 'a>

    val update: change: ('a -> 'a) -> step: Step<'a, 'b> -> Step<'a, 'b>

    /// What a part of a machine answers, as the whole machine's answer.
    val within: whole: ('a -> 'b) -> struct ('a * 'output list) -> struct ('b * 'output list)

    /// What a machine answers: the state and the outputs in order.
    val finish: step: Step<'a, 'b> -> struct ('a * 'b list)
