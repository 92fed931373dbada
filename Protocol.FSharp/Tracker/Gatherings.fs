namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// The gatherings of a capture that are under way, while it is read.
[<NoEquality; NoComparison>]
type Gatherings =
    private
        {
            Open: Map<int64, Gathering>
            /// Whose an endpoint is that is called.
            Owners: Map<Endpoint, int64>
            /// Whose a connection is.
            Joined: Map<int64, int64>
            /// What came of connections that did not say yet what they are about, last first.
            Pending: Map<int64, Overheard list>
            Next: int64
        }

module Gatherings =

    /// Nanoseconds of silence after which a gathering is over: some rounds of PING.
    [<Literal>]
    let Pause = 120_000_000_000L

    /// Gatherings under way at a time, and connections that did not say yet what they are about; the oldest make room.
    [<Literal>]
    let MaxOpen = 256

    [<Literal>]
    let MaxPending = 4_096

    let empty =
        { Open = Map.empty
          Owners = Map.empty
          Joined = Map.empty
          Pending = Map.empty
          Next = 0L }

    let private without number (map: Map<_, int64>) =
        map |> Map.filter (fun _ owner -> owner <> number)

    let private close until number gatherings =
        let gathering =
            { gatherings.Open[number] with
                Until = until }

        struct ({ gatherings with
                    Open = Map.remove number gatherings.Open
                    Owners = without number gatherings.Owners
                    Joined = without number gatherings.Joined },
                gathering)

    /// A gathering learns of endpoints, which are its own from here on.
    let private meet number tracker peers gathering gatherings =
        { gatherings with
            Open = Map.add number (Gathering.meet tracker gathering) gatherings.Open
            Owners =
                ValueOption.toList tracker @ peers
                |> List.fold (fun owners endpoint -> Map.add endpoint number owners) gatherings.Owners }

    let private isLast event =
        match event with
        | CallEvent.Refused
        | CallEvent.Reset _ -> true
        | CallEvent.Called
        | CallEvent.Taken
        | CallEvent.Spoke _
        | CallEvent.Lacked _
        | CallEvent.Stopped _ -> false

    /// A gathering hears an event of its own.
    let private tell number overheard gatherings =
        let gathering = Gathering.add overheard gatherings.Open[number]

        let gatherings =
            { gatherings with
                Open = Map.add number gathering gatherings.Open
                Joined =
                    if isLast overheard.News.Event then
                        Map.remove overheard.News.Call gatherings.Joined
                    else
                        gatherings.Joined }

        if Gathering.isFull gathering then
            let struct (gatherings, full) = close gathering.Last number gatherings
            struct (gatherings, [ full ])
        else
            struct (gatherings, [])

    let private tellAll number (events: Overheard list) gatherings =
        (struct (gatherings, []), events)
        ||> List.fold (fun (struct (gatherings, closed)) overheard ->
            if Map.containsKey number gatherings.Open then
                let struct (gatherings, more) = tell number overheard gatherings
                struct (gatherings, closed @ more)
            else
                struct (gatherings, closed))

    let private join number (overheard: Overheard) gatherings =
        { gatherings with
            Joined = Map.add overheard.News.Call number gatherings.Joined }

    let private words (events: Overheard list) =
        events
        |> List.choose (fun overheard ->
            match overheard.News.Event with
            | CallEvent.Spoke(Caller, bytes) -> Some(bytes.ToArray())
            | CallEvent.Spoke(Callee, _)
            | CallEvent.Called
            | CallEvent.Taken
            | CallEvent.Refused
            | CallEvent.Lacked _
            | CallEvent.Stopped _
            | CallEvent.Reset _ -> None)
        |> Array.concat
        |> ReadOnlyMemory

    /// A connection said what it is about: it joins those it belongs to, or begins a gathering.
    let private admit subject tracker peers (events: Overheard list) gatherings =
        let news = events.Head.News

        let owner =
            news.Callee :: peers
            |> List.tryPick (fun endpoint -> Map.tryFind endpoint gatherings.Owners)
            |> Option.filter (fun number -> gatherings.Open[number].Subject = subject)

        let number, gathering, next =
            match owner with
            | Some number -> number, gatherings.Open[number], gatherings.Next
            | None -> gatherings.Next, Gathering.start subject events.Head.Time, gatherings.Next + 1L

        { gatherings with
            Next = next
            Pending = Map.remove news.Call gatherings.Pending }
        |> meet number tracker peers gathering
        |> join number events.Head
        |> tellAll number events

    let private drop (overheard: Overheard) gatherings =
        { gatherings with
            Pending = Map.remove overheard.News.Call gatherings.Pending }

    /// What a gathering learns of a message to one of its participants, or of its answer.
    let private learn number (overheard: Overheard) gatherings =
        match overheard.News.Event with
        | CallEvent.Spoke(Caller, bytes) ->
            match Gathering.recognize overheard.News.Caller overheard.News.Callee bytes with
            | Speaks(subject, tracker, peers) when subject = gatherings.Open[number].Subject ->
                meet number tracker peers gatherings.Open[number] gatherings
            | Speaks _
            | Foreign
            | NotYet -> gatherings
        | CallEvent.Spoke(Callee, bytes) when gatherings.Open[number].Tracker = ValueSome overheard.News.Callee ->
            match Gathering.neighbour bytes with
            | ValueSome peer when not (Map.containsKey peer gatherings.Owners) ->
                meet number ValueNone [ peer ] gatherings.Open[number] gatherings
            | ValueSome _
            | ValueNone -> gatherings
        | CallEvent.Spoke(Callee, _)
        | CallEvent.Called
        | CallEvent.Taken
        | CallEvent.Refused
        | CallEvent.Lacked _
        | CallEvent.Stopped _
        | CallEvent.Reset _ -> gatherings

    let private consider (overheard: Overheard) gatherings =
        let news = overheard.News

        match Map.tryFind news.Callee gatherings.Owners, news.Event with
        | Some number, CallEvent.Called ->
            let struct (gatherings, closed) =
                gatherings |> join number overheard |> tell number overheard

            struct (gatherings, closed, true)
        | _, (CallEvent.Refused | CallEvent.Reset _ | CallEvent.Lacked _ | CallEvent.Spoke(Callee, _)) ->
            struct (drop overheard gatherings, [], false)
        | _ ->
            let events =
                overheard :: (Map.tryFind news.Call gatherings.Pending |> Option.defaultValue [])

            match news.Event with
            | CallEvent.Spoke(Caller, _) ->
                let events = List.rev events

                match Gathering.recognize news.Caller news.Callee (words events) with
                | Speaks(subject, tracker, peers) ->
                    let struct (gatherings, closed) = admit subject tracker peers events gatherings
                    struct (gatherings, closed, true)
                | Foreign -> struct (drop overheard gatherings, [], false)
                | NotYet ->
                    struct ({ gatherings with
                                Pending = Map.add news.Call (List.rev events) gatherings.Pending },
                            [],
                            true)
            | _ ->
                let pending =
                    if gatherings.Pending.Count >= MaxPending then
                        Map.remove (Seq.head gatherings.Pending.Keys) gatherings.Pending
                    else
                        gatherings.Pending

                struct ({ gatherings with
                            Pending = Map.add news.Call events pending },
                        [],
                        true)

    /// Takes the next event of a capture; answers the gatherings that are over by it, and whether its connection may still
    /// be of interest.
    let add (overheard: Overheard) gatherings =
        let struct (gatherings, closed) =
            Silence.prune Pause MaxOpen Gathering.last close overheard.Time gatherings.Open gatherings

        match Map.tryFind overheard.News.Call gatherings.Joined with
        | Some number ->
            let struct (gatherings, more) =
                gatherings |> learn number overheard |> tell number overheard

            struct (gatherings, closed @ more, true)
        | None ->
            let struct (gatherings, more, isOfInterest) = consider overheard gatherings
            struct (gatherings, closed @ more, isOfInterest)

    /// The gatherings still under way when the capture ends, first to last; `until` is the time of its last packet.
    let finish until gatherings =
        gatherings.Open.Values |> Seq.map (fun gathering -> { gathering with Until = until }) |> List.ofSeq
