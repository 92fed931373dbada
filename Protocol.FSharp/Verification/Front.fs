namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// How far a run has come in the sights of many sockets: the next one of each, the earliest first.
[<NoEquality; NoComparison>]
type internal Front<'address, 'message> =
    {
        Sockets: Glimpse<'address, 'message>[][]
        /// The next frame of each socket that has one, with the socket.
        Next: Set<struct (int64 * int)>
        /// How many of a socket's sights were taken; none is 0.
        Taken: Map<int, int>
        Count: int
        /// Equal for equal progress, in whatever order it was made.
        Trail: uint64
    }

module internal Front =

    let private next socket (front: Front<'address, 'message>) =
        let taken = Map.tryFind socket front.Taken |> Option.defaultValue 0
        struct (taken, front.Sockets[socket])

    let private offer socket (front: Front<'address, 'message>) =
        let struct (taken, sights) = next socket front

        if taken < sights.Length then
            { front with
                Next = Set.add (struct (sights[taken].Frame, socket)) front.Next }
        else
            front

    /// The sights of sockets, of those that are open from the start.
    let start (sockets: Glimpse<'address, 'message>[][]) isOpen =
        (({ Sockets = sockets
            Next = Set.empty
            Taken = Map.empty
            Count = 0
            Trail = 0UL },
          [ 0 .. sockets.Length - 1 ])
         ||> List.fold (fun front socket -> if isOpen socket then offer socket front else front))

    /// A socket that was not open from the start.
    let opened socket front = offer socket front

    let isEmpty (front: Front<'address, 'message>) = Set.isEmpty front.Next

    let private glimpse (front: Front<'address, 'message>) (struct (_, socket)) =
        let struct (taken, sights) = next socket front
        sights[taken]

    /// The next sight of each socket, the earliest first.
    let all (front: Front<'address, 'message>) =
        front.Next
        |> Seq.map (fun place ->
            let struct (_, socket) = place
            struct (socket, glimpse front place))

    let first (front: Front<'address, 'message>) =
        if isEmpty front then
            ValueNone
        else
            ValueSome(glimpse front front.Next.MinimumElement)

    let tryFind socket front =
        let struct (taken, sights) = next socket front

        if taken < sights.Length then
            ValueSome sights[taken]
        else
            ValueNone

    let private leap socket count (front: Front<'address, 'message>) =
        let struct (taken, sights) = next socket front

        let left =
            if taken < sights.Length then
                Set.remove (struct (sights[taken].Frame, socket)) front.Next
            else
                front.Next

        let mark taken =
            Digest.empty |> Digest.addInt socket |> Digest.addInt taken |> Digest.value

        { front with
            Next = left
            Taken = Map.add socket (taken + count) front.Taken
            Count = front.Count + count
            Trail = front.Trail - mark taken + mark (taken + count) }

    /// The next sight of a socket is taken.
    let take socket front = front |> leap socket 1 |> offer socket

    /// Nothing more is taken of a socket.
    let drop socket (front: Front<'address, 'message>) =
        let struct (taken, sights) = next socket front
        leap socket (sights.Length - taken) front
