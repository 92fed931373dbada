namespace PeerFunctional.Verification

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

module ItfTrace =

    let magic = "{\"#meta\":"B

    [<Literal>]
    let private Description = "https://apalache-mc.org/docs/adr/015adr-trace.html"

    let private number (number: int) = Json.Number(int64 number)

    let private map pairs =
        Json.Object [ "#map", Json.Items(pairs |> List.map (fun (key, value) -> Json.Items [ Json.Text key; value ])) ]

    /// A state by its place, with the step that leads to it.
    let private state
        (world: World<_, _, _, _, _, _, _, _>)
        place
        step
        (worldState: WorldState<_, _, _, _>)
        (envelopes: Envelope<_> list)
        =
        let peer name (node: Node<_, _, _, _>) =
            let words =
                match node.Status with
                | NodeStatus.Running -> world.StateWords node.State
                | NodeStatus.Stopped -> "stopped"
                | NodeStatus.Crashed -> "down"

            name, Json.Text words

        let message (envelope: Envelope<_>) =
            Json.Object
                [ "to", Json.Text(List.item envelope.Recipient world.Peers)
                  "words", Json.Text(Payload.words world.MessageWords envelope.Payload) ]

        Json.Object
            [ "#meta", Json.Object [ "index", number place ]
              "step", step
              "peers", map (List.map2 peer world.Peers (List.ofSeq worldState.Nodes))
              "messages", Json.Items(List.map message envelopes) ]

    let print (subject: Scenario<_, _, _, _, _, _, _, _>) (trace: Trace<_>) =
        let values = TraceFile.values (Trace.inWords subject.World trace)
        let head, steps = List.splitAt (values.Length - trace.Steps.Length) values
        let runs = GuidedRun.onWay subject.World trace.Steps

        let states =
            List.mapi2
                (fun place step (worldState, envelopes) -> state subject.World place step worldState envelopes)
                (Json.Object [] :: steps)
                runs

        let meta =
            Json.Object
                [ "format", Json.Text "ITF"
                  "format-description", Json.Text Description
                  "description", Json.Text $"{subject.System}, {subject.Name}: {subject.About}"
                  "trace", Json.Items head ]

        let lines = states |> List.map JsonLine.print |> String.concat ",\n"

        $"{{\"#meta\":{JsonLine.print meta},\n\"vars\":[\"step\",\"peers\",\"messages\"],\n\"states\":[\n{lines}\n]}}\n"

    /// With whole numbers as numbers, however large ones are written.
    let rec private plain value =
        match value with
        | Json.Object [ "#bigint", Json.Text digits ] ->
            match System.Int64.TryParse digits with
            | true, number -> Json.Number number
            | _ -> value
        | Json.Object fields -> Json.Object(fields |> List.map (fun (name, value) -> name, plain value))
        | Json.Items items -> Json.Items(List.map plain items)
        | Json.Text _
        | Json.Number _
        | Json.Flag _ -> value

    let private step state =
        match JsonLine.tryField "step" state with
        | Some step -> Ok step
        | None ->
            Malformation.error "bad-field" "a state has no 'step': the trace is not one of 'peer check --spec-trace'"

    let parse (text: string) =
        if text.Length > TraceFile.MaxLength then
            Malformation.error "oversize" $"a trace has at most {TraceFile.MaxLength} characters"
        else
            JsonLine.parse text
            |> Result.map plain
            |> Result.bind (fun whole ->
                match JsonLine.tryField "#meta" whole with
                | None ->
                    Malformation.error "no-trace" "the file has no '#meta': it is not in the Informal Trace Format"
                | Some meta ->
                    match JsonLine.items "trace" meta, JsonLine.items "states" whole with
                    | Ok head, Ok(_ :: states) ->
                        states
                        |> List.map step
                        |> JsonLine.sequence
                        |> Result.bind (fun steps -> TraceFile.ofValues (head @ steps))
                    | Ok _, Ok [] -> Malformation.error "cut-short" "the trace has no state"
                    | Error e, _
                    | _, Error e -> Error e)
