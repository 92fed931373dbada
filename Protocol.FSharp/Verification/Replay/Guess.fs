namespace PeerFunctional.Verification

[<RequireQualifiedAccess; NoEquality; NoComparison>]
type internal Guess<'message> =
    | Nothing
    | NoMessage
    | Message of 'message

module internal Guess =

    let private message (event: ObservedEvent<'message>) =
        match event.Observation with
        | Observation.Message(Ok message, _) -> Some message
        | Observation.Message(Error _, _)
        | Observation.Connect
        | Observation.Accept
        | Observation.Close _
        | Observation.Lost _ -> None

    let private lost (event: ObservedEvent<'message>) =
        match event.Observation with
        | Observation.Lost(_, mayBeEnd) -> Some struct (event, mayBeEnd)
        | Observation.Message _
        | Observation.Connect
        | Observation.Accept
        | Observation.Close _ -> None

    /// What the participant did once the lost bytes were there: it ends its call, or answers the call of another.
    let private reaction (flow: CapturedFlow<'message>) first (lost: ObservedEvent<'message>) =
        let isCall = flow.Outputs[0].Observation.IsConnect

        flow.Outputs
        |> Seq.skip (if isCall then first + 1 else first)
        |> Seq.tryFind (fun event -> event.Frame > lost.Frame)

    /// The flow with its lost bytes where something else happened: behind all that came in, and before the end.
    let private moved (lost: ObservedEvent<'message>) (reaction: ObservedEvent<'message>) flow =
        let others = flow.Inputs |> Array.filter (fun event -> not event.Observation.IsLost)

        let ends, before = others |> Array.partition _.Observation.IsClose

        let lost =
            { lost with
                Frame = reaction.Frame
                At = reaction.At }

        { flow with
            Inputs = Array.concat [ before; [| lost |]; ends ] }

    let ofFlow (ofSaid: 'message -> 'message list) (flow: CapturedFlow<'message>) =
        let whatever = [ Guess.NoMessage; Guess.Nothing ]

        match Array.tryPick lost flow.Inputs, Array.tryFindIndex (message >> Option.isSome) flow.Outputs with
        | Some(struct (_, true)), _ -> struct (flow, List.rev whatever)
        | Some(struct (lost, false)), Some first ->
            let messages =
                message flow.Outputs[first] |> Option.map ofSaid |> Option.defaultValue []

            match messages, reaction flow first lost with
            // Where it did something much later, the bytes may have come at any time until then.
            | _ :: _, Some reaction when reaction.At <= lost.At + ReplayWindow.tolerance ->
                struct (moved lost reaction flow, List.map Guess.Message messages @ whatever)
            | _ -> struct (flow, [])
        | _ -> struct (flow, [])
