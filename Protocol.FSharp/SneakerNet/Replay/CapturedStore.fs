namespace PeerFunctional.SneakerNet

open PeerFunctional.Verification

/// What a captured replica stored while it ran: the events of each feed by their numbers, first to last where several have one number.
type internal CapturedStore = Map<FeedId, Map<int64, Event list>>

module internal CapturedStore =

    let empty: CapturedStore = Map.empty

    let private append (store: CapturedStore) (event: Event) : CapturedStore =
        let stored = Map.tryFind event.Feed store |> Option.defaultValue Map.empty
        let known = Map.tryFind event.Seq stored |> Option.defaultValue []
        Map.add event.Feed (Map.add event.Seq (known @ [ event ]) stored) store

    let private fork (event: Event) (store: CapturedStore) =
        Map.tryFind event.Feed store
        |> Option.bind (Map.tryFind event.Seq)
        |> Option.defaultValue []
        |> List.tryFind (fun held -> held.Hash <> event.Hash)

    /// Answers a question as the store on disk does; `fetch` gives what a replica held before.
    let answer fetch question (store: CapturedStore) : StoreAnswer<CapturedStore, StoreAnswer> =
        match question with
        | Fetch(asker, feed, from, count) ->
            match fetch feed from count with
            | Ok events -> Supplied(store, [ Fetched(asker, feed, from, events) ])
            | Error words -> NotCaptured words
        | Append events -> Supplied(List.fold append store events, [ Appended events ])
        | Compare(asker, verified) ->
            match fork verified.Event store with
            | Some held -> Supplied(store, [ Fork(asker, verified, held.Hash) ])
            | None -> Supplied(store, [])
        | CreateLog _ -> Supplied(store, [])
