namespace PeerFunctional.Capture

open System

[<Struct>]
type FramePlace = { Frame: int64; Time: int64 }

[<Struct; NoEquality; NoComparison>]
type TcpEventPlaced = { Place: FramePlace; News: TcpEventAt }

[<Struct; NoEquality; NoComparison>]
type private Held = { Place: FramePlace; Segment: Segment }

[<NoEquality; NoComparison>]
type TcpOrder =
    private
        {
            Calls: TcpConnections
            /// Segments that wait, in their order.
            Held: Map<int64, Held>
            /// Those of a connection.
            Waiting: Map<string, Set<int64>>
            Count: int
            Following: int64
        }

module TcpOrder =

    [<Literal>]
    let Patience = 20_000_000L

    [<Literal>]
    let MaxHeld = 1_024

    let amid listeners =
        { Calls = TcpConnections.amid listeners
          Held = Map.empty
          Waiting = Map.empty
          Count = 0
          Following = 0L }

    let private hold place (segment: Segment) order =
        let key = TcpConnections.key segment

        let held =
            { Place = place
              // A copy: the frame's bytes may be the reader's window.
              Segment =
                { segment with
                    Payload = ReadOnlyMemory(segment.Payload.ToArray()) } }

        { order with
            Held = Map.add order.Following held order.Held
            Waiting = order.Waiting |> Map.change key (Option.defaultValue Set.empty >> Set.add order.Following >> Some)
            Count = order.Count + 1
            Following = order.Following + 1L }

    let private release number (held: Held) order =
        { order with
            Held = Map.remove number order.Held
            Waiting =
                order.Waiting
                |> Map.change (TcpConnections.key held.Segment) (fun numbers ->
                    let left = numbers |> Option.defaultValue Set.empty |> Set.remove number
                    if left.IsEmpty then None else Some left)
            Count = order.Count - 1 }

    let private ofConnection segment order =
        match Map.tryFind (TcpConnections.key segment) order.Waiting with
        | Some numbers -> [ for number in numbers -> struct (number, order.Held[number]) ]
        | None -> []

    /// Right behind the later of two places: a tick apart, so that what shares a frame keeps its order.
    let private behind (one: FramePlace) (other: FramePlace) =
        let later = if one.Frame < other.Frame then other else one

        { later with
            Time = later.Time + TimeSpan.NanosecondsPerTick }

    /// Tells of a segment, and of those that waited for it.
    let rec private tell place segment (struct (order, told: TcpEventPlaced list)) =
        let struct (calls, news) = TcpConnections.add segment order.Calls

        let told =
            (told, news) ||> List.fold (fun told news -> { Place = place; News = news } :: told)

        goOn place segment (struct ({ order with Calls = calls }, told))

    and private goOn place segment (struct (order, told)) =
        if order.Count = 0 then
            struct (order, told)
        else
            match
                ofConnection segment order
                |> List.tryFind (fun struct (_, held) -> not (TcpConnections.isEarly held.Segment order.Calls))
            with
            | Some(struct (number, held)) ->
                tell (behind place held.Place) held.Segment (struct (release number held order, told))
            | None -> struct (order, told)

    /// Tells of a segment that waited in vain where it stands.
    let private giveUp (struct (order, told)) (struct (number, held: Held)) =
        if Map.containsKey number order.Held then
            tell held.Place held.Segment (struct (release number held order, told))
        else
            struct (order, told)

    let rec private reachFrom (place: FramePlace) (struct (order, told)) =
        if order.Count = 0 then
            struct (order, told)
        else
            let number, held = Map.minKeyValue order.Held

            if order.Count > MaxHeld || abs (place.Time - held.Place.Time) > Patience then
                reachFrom place (giveUp (struct (order, told)) (struct (number, held)))
            else
                struct (order, told)

    let private inOrder (struct (order, told)) = struct (order, List.rev told)

    let reach place order =
        reachFrom place (struct (order, [])) |> inOrder

    let add place (segment: Segment) order =
        let start = struct (order, [])

        if TcpConnections.isEarly segment order.Calls then
            start |> (fun (struct (order, told)) -> struct (hold place segment order, told)) |> reachFrom place
        // Nothing comes behind the end of a connection, or before its beginning.
        elif order.Count > 0 && segment.Reset then
            (start, ofConnection segment order) ||> List.fold giveUp |> tell place segment
        else
            tell place segment start
        |> inOrder

    let finish order =
        (struct (order, []), Map.toList order.Held)
        ||> List.fold (fun found (number, held) -> giveUp found (struct (number, held)))
        |> inOrder

    let forget number order =
        { order with
            Calls = TcpConnections.forget number order.Calls }
