namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// How far a run has come in the sights of many conduits: the next one of each, the earliest first.
[<NoEquality; NoComparison>]
type internal Front<'message> =
    {
        Conduits: Glimpse<'message>[][]
        /// The next frame of each conduit that has one, with the conduit.
        Next: Set<struct (int64 * int)>
        /// How many of a conduit's sights were taken; none is 0.
        Taken: Map<int, int>
        Count: int
        /// Equal for equal progress, in whatever order it was made.
        Trail: uint64
    }

module internal Front =

    let private next conduit (front: Front<'message>) =
        let taken = Map.tryFind conduit front.Taken |> Option.defaultValue 0
        struct (taken, front.Conduits[conduit])

    let private offer conduit (front: Front<'message>) =
        let struct (taken, sights) = next conduit front

        if taken < sights.Length then
            { front with
                Next = Set.add (struct (sights[taken].Frame, conduit)) front.Next }
        else
            front

    /// The sights of conduits, of those that are open from the start.
    let start (conduits: Glimpse<'message>[][]) isOpen =
        (({ Conduits = conduits
            Next = Set.empty
            Taken = Map.empty
            Count = 0
            Trail = 0UL },
          [ 0 .. conduits.Length - 1 ])
         ||> List.fold (fun front conduit -> if isOpen conduit then offer conduit front else front))

    /// A conduit that was not open from the start.
    let opened conduit front = offer conduit front

    let isEmpty (front: Front<'message>) = Set.isEmpty front.Next

    let private glimpse (front: Front<'message>) (struct (_, conduit)) =
        let struct (taken, sights) = next conduit front
        sights[taken]

    /// The next sight of each conduit, the earliest first.
    let all (front: Front<'message>) =
        front.Next
        |> Seq.map (fun place ->
            let struct (_, conduit) = place
            struct (conduit, glimpse front place))

    let first (front: Front<'message>) =
        if isEmpty front then
            ValueNone
        else
            ValueSome(glimpse front front.Next.MinimumElement)

    let tryFind conduit front =
        let struct (taken, sights) = next conduit front

        if taken < sights.Length then
            ValueSome sights[taken]
        else
            ValueNone

    let private leap conduit count (front: Front<'message>) =
        let struct (taken, sights) = next conduit front

        let left =
            if taken < sights.Length then
                Set.remove (struct (sights[taken].Frame, conduit)) front.Next
            else
                front.Next

        let mark taken =
            Digest.empty |> Digest.addInt conduit |> Digest.addInt taken |> Digest.value

        { front with
            Next = left
            Taken = Map.add conduit (taken + count) front.Taken
            Count = front.Count + count
            Trail = front.Trail - mark taken + mark (taken + count) }

    /// The next sight of a conduit is taken.
    let take conduit front =
        front |> leap conduit 1 |> offer conduit

    /// Nothing more is taken of a conduit.
    let drop conduit (front: Front<'message>) =
        let struct (taken, sights) = next conduit front
        leap conduit (sights.Length - taken) front
