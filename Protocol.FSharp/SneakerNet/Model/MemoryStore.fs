namespace PeerFunctional.SneakerNet

/// A store in memory: the events of every feed, first to last. Worlds and replays use it.
type MemoryStore = Map<FeedId, Event list>

module MemoryStore =

    let empty: MemoryStore = Map.empty

    let ofEvents (events: Event seq) : MemoryStore =
        events
        |> Seq.groupBy _.Feed
        |> Seq.map (fun (feed, events) -> feed, events |> Seq.sortBy _.Seq |> List.ofSeq)
        |> Map.ofSeq

    /// The heads that a replica gets when it starts.
    let heads (store: MemoryStore) =
        store
        |> Map.toList
        |> List.choose (fun (feed, events) ->
            events |> List.tryLast |> Option.map (fun last -> struct (feed, Head.ofEvent last)))

    let events feed (store: MemoryStore) =
        store |> Map.tryFind feed |> Option.defaultValue []

    /// Adds an empty log for the feed unless the store has one.
    let add feed (store: MemoryStore) : MemoryStore = Map.add feed (events feed store) store

    let private append (store: MemoryStore) (event: Event) =
        Map.add event.Feed (events event.Feed store @ [ event ]) store

    /// The answers of a full disk to a question that writes events.
    let refuse question =
        match question with
        | Append _ -> ValueSome [ AppendFailed "the disk is full" ]
        | Fetch _
        | Compare _
        | CreateLog _ -> ValueNone

    /// Answers a replica's question as the store on disk does.
    let answer verify question (store: MemoryStore) : struct (MemoryStore * StoreAnswer list) =
        match question with
        | Append appended -> struct (List.fold append store appended, [ Appended appended ])
        | Fetch(asker, feed, from, count) ->
            let found =
                events feed store |> List.filter (fun event -> event.Seq >= from) |> List.truncate count

            struct (store, [ Fetched(asker, feed, from, List.map verify found) ])
        | Compare(asker, verified) ->
            let other =
                events verified.Event.Feed store
                |> List.tryFind (fun held -> held.Seq = verified.Event.Seq && held.Hash <> verified.Event.Hash)

            match other with
            | Some held -> struct (store, [ Fork(asker, verified, held.Hash) ])
            | None -> struct (store, [])
        | CreateLog feed -> struct (add feed store, [])
