namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type internal FlowCursors<'message> =
    { Flows: ObservedEvent<'message>[][]
      Next: Set<int64>
      Taken: Map<int, int>
      Count: int
      Trail: uint64 }

module internal FlowCursors =

    /// Flows of a participant: a conversation has fewer events.
    [<Literal>]
    let private FlowBits = 20

    /// The place of a flow among the others: frames order them.
    let private place (frame: int64) flow = (frame <<< FlowBits) ||| int64 flow

    let private flowAt (place: int64) =
        int (place &&& ((1L <<< FlowBits) - 1L))

    let private next flow (cursors: FlowCursors<'message>) =
        match cursors.Taken.TryGetValue flow with
        | true, taken -> struct (taken, cursors.Flows[flow])
        | _ -> struct (0, cursors.Flows[flow])

    let private offer flow (cursors: FlowCursors<'message>) =
        let struct (taken, observations) = next flow cursors

        if taken < observations.Length then
            { cursors with
                Next = Set.add (place observations[taken].Frame flow) cursors.Next }
        else
            cursors

    let start (flows: ObservedEvent<'message>[][]) isOpen =
        (({ Flows = flows
            Next = Set.empty
            Taken = Map.empty
            Count = 0
            Trail = 0UL },
          [ 0 .. flows.Length - 1 ])
         ||> List.fold (fun cursors flow -> if isOpen flow then offer flow cursors else cursors))

    let opened flow cursors = offer flow cursors

    let isEmpty (cursors: FlowCursors<'message>) = Set.isEmpty cursors.Next

    let private observed (cursors: FlowCursors<'message>) place =
        let struct (taken, observations) = next (flowAt place) cursors
        observations[taken]

    let all (cursors: FlowCursors<'message>) =
        cursors.Next |> Seq.map (fun place -> struct (flowAt place, observed cursors place))

    let until isSoon (cursors: FlowCursors<'message>) =
        let rec from (left: Set<int64>) =
            if left.IsEmpty then
                NoMore
            else
                let place = left.MinimumElement
                let seen = observed cursors place

                if isSoon seen then
                    Next(struct (flowAt place, seen), lazy (from (left.Remove place)))
                else
                    NoMore

        from cursors.Next

    let firstWithFlow (cursors: FlowCursors<'message>) =
        if isEmpty cursors then
            ValueNone
        else
            let place = cursors.Next.MinimumElement
            ValueSome struct (flowAt place, observed cursors place)

    let first (cursors: FlowCursors<'message>) =
        match firstWithFlow cursors with
        | ValueSome struct (_, seen) -> ValueSome seen
        | ValueNone -> ValueNone

    let tryFind flow cursors =
        let struct (taken, observations) = next flow cursors

        if taken < observations.Length then
            ValueSome observations[taken]
        else
            ValueNone

    let private mark flow taken =
        Digest.empty |> Digest.addInt flow |> Digest.addInt taken |> Digest.value

    /// Passes over the next observations of a flow, of which `taken` are passed.
    let private leap flow taken count (cursors: FlowCursors<'message>) =
        let observations = cursors.Flows[flow]
        let after = taken + count

        let left =
            if taken < observations.Length then
                Set.remove (place observations[taken].Frame flow) cursors.Next
            else
                cursors.Next

        { cursors with
            Next =
                if after < observations.Length then
                    Set.add (place observations[after].Frame flow) left
                else
                    left
            Taken = Map.add flow after cursors.Taken
            Count = cursors.Count + count
            Trail = cursors.Trail - mark flow taken + mark flow after }

    let take flow cursors =
        let struct (taken, _) = next flow cursors
        leap flow taken 1 cursors

    let drop flow (cursors: FlowCursors<'message>) =
        let struct (taken, observations) = next flow cursors
        leap flow taken (observations.Length - taken) cursors
