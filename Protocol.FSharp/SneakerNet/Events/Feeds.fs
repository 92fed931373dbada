namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// All feeds of a replica, with one bound on the early events of all of them.
type Feeds =
    private
        { Known: Map<FeedId, Feed>
          // Counted here, because `Map.count` visits every entry.
          [<Undigested("counted from Known")>]
          KnownCount: int
          [<Undigested("counted from Known")>]
          EarlyCount: int }

/// The last sequence number of every feed: what a replica announces.
type Frontier = Map<FeedId, int64>

module Frontier =

    /// The frontier of two logs merged.
    let merge (ours: Frontier) (theirs: Frontier) : Frontier =
        (ours, theirs)
        ||> Map.fold (fun merged feed seq ->
            match Map.tryFind feed merged with
            | Some held when held >= seq -> merged
            | Some _
            | None -> Map.add feed seq merged)

module Feeds =

    /// The most early events of all feeds together.
    [<Literal>]
    let MaxEarly = 16_384

    let empty =
        { Known = Map.empty
          KnownCount = 0
          EarlyCount = 0 }

    let ofHeads (heads: seq<struct (FeedId * Head)>) =
        let known =
            heads |> Seq.fold (fun known struct (id, head) -> Map.add id (Feed.ofHead head) known) Map.empty

        { empty with
            Known = known
            KnownCount = known.Count }

    let count feeds = feeds.KnownCount

    let find id feeds =
        match Map.tryFind id feeds.Known with
        | Some feed -> feed
        | None -> Feed.empty

    /// The last sequence number of a feed; 0 if the feed is unknown.
    let seq id feeds = find id feeds |> Feed.seq

    let frontier feeds : Frontier =
        feeds.Known |> Map.map (fun _ feed -> Feed.seq feed) |> Map.filter (fun _ seq -> seq > 0L)

    /// A feed grew on disk up to a head.
    let grow id head feeds =
        let before = find id feeds

        if head.Seq <= Feed.seq before then
            feeds
        else
            { Known = Map.add id (Feed.ofHead head) feeds.Known
              KnownCount =
                if Map.containsKey id feeds.Known then
                    feeds.KnownCount
                else
                    feeds.KnownCount + 1
              EarlyCount = feeds.EarlyCount - before.Early.Count }

    /// Appends a verified event to its feed.
    let append (verified: Verified) feeds =
        let id = verified.Event.Feed
        let feed = find id feeds
        let struct (grown, result) = Feed.append (MaxEarly - feeds.EarlyCount) verified feed

        let keep early =
            struct ({ Known = Map.add id grown feeds.Known
                      KnownCount =
                        if Map.containsKey id feeds.Known then
                            feeds.KnownCount
                        else
                            feeds.KnownCount + 1
                      EarlyCount = feeds.EarlyCount + early },
                    result)

        match result with
        // The first of them is the event itself.
        | Extended(events, dropped) -> keep (1 - events.Length - dropped.Length)
        | KeptEarly -> keep 1
        | TooEarly
        | Duplicate
        | Forked _
        | BelowHead
        | PrevDiffers -> struct (feeds, result)

    /// The feeds without the early events of those that are not requested.
    let forgetEarly isAsked feeds =
        if feeds.EarlyCount = 0 then
            feeds
        else
            let known =
                feeds.Known
                |> Map.map (fun id feed ->
                    if feed.Early.IsEmpty || isAsked id then
                        feed
                    else
                        { feed with Early = Map.empty })

            { feeds with
                Known = known
                EarlyCount = known.Values |> Seq.sumBy _.Early.Count }

    /// Appends the events of another log in order; returns the result for each.
    let merge (events: seq<Verified>) feeds =
        let step (feeds, results) verified =
            let struct (feeds, result) = append verified feeds
            feeds, struct (verified, result) :: results

        let feeds, results = Seq.fold step (feeds, []) events
        struct (feeds, List.rev results)
