namespace PeerFunctional.SneakerNet

/// A store as a value: the events of every feed, first to last. Worlds and replays keep their peers' events in one.
type Shelf = Map<FeedId, Event list>

module Shelf =

    let empty: Shelf = Map.empty

    let ofEvents (events: Event seq) : Shelf =
        events
        |> Seq.groupBy _.Feed
        |> Seq.map (fun (feed, events) -> feed, events |> Seq.sortBy _.Seq |> List.ofSeq)
        |> Map.ofSeq

    /// What a replica is told of its store when it starts.
    let heads (shelf: Shelf) =
        shelf
        |> Map.toList
        |> List.choose (fun (feed, events) ->
            events |> List.tryLast |> Option.map (fun last -> struct (feed, Head.ofEvent last)))

    let events feed (shelf: Shelf) =
        shelf |> Map.tryFind feed |> Option.defaultValue []

    /// The store with a log for the feed, empty if it had none.
    let add feed (shelf: Shelf) : Shelf = Map.add feed (events feed shelf) shelf

    let private append (shelf: Shelf) (event: Event) =
        Map.add event.Feed (events event.Feed shelf @ [ event ]) shelf

    /// Answers a replica's question as the store on disk does.
    let answer verify question (shelf: Shelf) : struct (Shelf * Answer list) =
        match question with
        | Append appended -> struct (List.fold append shelf appended, [ Appended appended ])
        | Fetch(asker, feed, from, count) ->
            let found =
                events feed shelf |> List.filter (fun event -> event.Seq >= from) |> List.truncate count

            struct (shelf, [ Fetched(asker, feed, from, List.map verify found) ])
        | Compare(asker, verified) ->
            let other =
                events verified.Event.Feed shelf
                |> List.tryFind (fun held -> held.Seq = verified.Event.Seq && held.Hash <> verified.Event.Hash)

            match other with
            | Some held -> struct (shelf, [ Fork(asker, verified, held.Hash) ])
            | None -> struct (shelf, [])
        | CreateLog feed -> struct (add feed shelf, [])
