namespace PeerFunctional.Kernel

/// A step under way: the state so far and the outputs so far, last first. Machines are written as pipelines of these.
[<Struct>]
type Step<'state, 'output> =
    { State: 'state; Outputs: 'output list }

module Step =

    let start state = { State = state; Outputs = [] }

    let emit output step =
        { step with
            Outputs = output :: step.Outputs }

    let emitAll outputs step =
        outputs |> Seq.fold (fun step output -> emit output step) step

    let update change step = { step with State = change step.State }

    /// What a part of a machine answers, as the whole machine's answer.
    let within whole (struct (state, outputs: 'output list)) = struct (whole state, outputs)

    /// What a machine answers: the state and the outputs in order.
    let finish step =
        struct (step.State, List.rev step.Outputs)
