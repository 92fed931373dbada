namespace PeerFunctional.Kernel

[<Struct>]
type Step<'state, 'output> =
    { State: 'state; Outputs: 'output list }

module Step =

    let start state = { State = state; Outputs = [] }

    let emit output step =
        { step with
            Outputs = output :: step.Outputs }

    let emitAll outputs step =
        outputs |> List.fold (fun step output -> emit output step) step

    let update change step = { step with State = change step.State }

    let within whole (struct (state, outputs: 'output list)) = struct (whole state, outputs)

    let finish step =
        struct (step.State, List.rev step.Outputs)
