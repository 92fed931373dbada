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
        let taken = Map.tryFind flow cursors.Taken |> Option.defaultValue 0
        struct (taken, cursors.Flows[flow])

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
        use places = (cursors.Next :> seq<int64>).GetEnumerator()

        let rec gather found =
            if places.MoveNext() then
                let seen = observed cursors places.Current

                if isSoon seen then
                    gather (struct (flowAt places.Current, seen) :: found)
                else
                    found
            else
                found

        if cursors.Next.IsEmpty then [] else List.rev (gather [])

    let first (cursors: FlowCursors<'message>) =
        if isEmpty cursors then
            ValueNone
        else
            ValueSome(observed cursors cursors.Next.MinimumElement)

    let tryFind flow cursors =
        let struct (taken, observations) = next flow cursors

        if taken < observations.Length then
            ValueSome observations[taken]
        else
            ValueNone

    let private leap flow count (cursors: FlowCursors<'message>) =
        let struct (taken, observations) = next flow cursors

        let left =
            if taken < observations.Length then
                Set.remove (place observations[taken].Frame flow) cursors.Next
            else
                cursors.Next

        let mark taken =
            Digest.empty |> Digest.addInt flow |> Digest.addInt taken |> Digest.value

        { cursors with
            Next = left
            Taken = Map.add flow (taken + count) cursors.Taken
            Count = cursors.Count + count
            Trail = cursors.Trail - mark taken + mark (taken + count) }

    let take flow cursors = cursors |> leap flow 1 |> offer flow

    let drop flow (cursors: FlowCursors<'message>) =
        let struct (taken, observations) = next flow cursors
        leap flow (observations.Length - taken) cursors
