namespace PeerFunctional.SneakerNet

open PeerFunctional.Verification

/// What a captured replica stored while it ran.
[<NoEquality; NoComparison>]
type internal CapturedStore =
    private
        {
            /// The events of each feed by their numbers, first to last where several have one number.
            Indexed: Map<FeedId, Map<int64, Event list>>
            /// What was stored since, last first: few questions need it in order.
            Recent: Event list list
        }

module internal CapturedStore =

    let empty = { Indexed = Map.empty; Recent = [] }

    let private add (indexed: Map<FeedId, Map<int64, Event list>>) (event: Event) =
        let stored = Map.tryFind event.Feed indexed |> Option.defaultValue Map.empty
        let known = Map.tryFind event.Seq stored |> Option.defaultValue []
        Map.add event.Feed (Map.add event.Seq (known @ [ event ]) stored) indexed

    let private index store =
        { Indexed = (store.Indexed, List.rev store.Recent) ||> List.fold (List.fold add)
          Recent = [] }

    let private fork (event: Event) store =
        Map.tryFind event.Feed store.Indexed
        |> Option.bind (Map.tryFind event.Seq)
        |> Option.defaultValue []
        |> List.tryFind (fun held -> held.Hash <> event.Hash)

    /// Answers a question as the store on disk does; `fetch` gives what a replica held before.
    let answer fetch question store : StoreAnswer<CapturedStore, StoreAnswer> =
        match question with
        | Fetch(asker, feed, from, count) ->
            match fetch feed from count with
            | Ok events -> Supplied(store, [ Fetched(asker, feed, from, events) ])
            | Error words -> NotCaptured words
        | Append events ->
            Supplied(
                { store with
                    Recent = events :: store.Recent },
                [ Appended events ]
            )
        | Compare(asker, verified) ->
            let store = index store

            match fork verified.Event store with
            | Some held -> Supplied(store, [ Fork(asker, verified, held.Hash) ])
            | None -> Supplied(store, [])
        | CreateLog _ -> Supplied(store, [])
