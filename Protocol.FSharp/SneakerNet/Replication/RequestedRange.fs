namespace PeerFunctional.SneakerNet

open System

/// Consecutive events of a feed that were requested of a partner at one time.
type RequestedRange =
    {
        Feed: FeedId
        First: int64
        Last: int64
        /// How many of them are missing.
        Missing: int64
        /// When they were requested.
        AskedAt: TimeSpan
        /// Whether they were requested once and none has come: the first to come measures the round trip.
        IsFresh: bool
        /// Whether none of them, nor any event requested earlier, came since the last retry.
        IsOverdue: bool
    }

/// The ranges requested of one partner, in the order of the requests, which is the order of the answers. No two
/// overlap.
module RequestedRange =

    let create feed first last asked isFresh =
        { Feed = feed
          First = first
          Last = last
          Missing = last - first + 1L
          AskedAt = asked
          IsFresh = isFresh
          IsOverdue = false }

    /// The number of requested events that are missing.
    let outstanding (ranges: RequestedRange list) = ranges |> List.sumBy _.Missing

    let private inTime range =
        if range.IsOverdue then
            { range with IsOverdue = false }
        else
            range

    /// A missing event came: its range, if any, and the ranges without the event. Ranges requested later are not
    /// overdue.
    let arrive feed seq (ranges: RequestedRange list) =
        let isIts range =
            range.First <= seq && seq <= range.Last && range.Feed = feed

        match List.tryFindIndex isIts ranges with
        | None -> ValueNone
        | Some index ->
            let before, rest = List.splitAt index ranges
            let range = rest.Head

            let left =
                if range.Missing <= 1L then
                    []
                else
                    [ { range with
                          Missing = range.Missing - 1L
                          IsFresh = false
                          IsOverdue = false } ]

            ValueSome struct (range, before @ left @ List.map inTime rest.Tail)

    /// The parts of a range whose events are missing.
    let holes (held: Feed) range =
        let rec from next found =
            if next > range.Last then
                List.rev found
            elif Map.containsKey next held.Early then
                from (next + 1L) found
            else
                let last =
                    match held.Early |> Map.tryFindKey (fun seq _ -> seq > next) with
                    | Some early -> min range.Last (early - 1L)
                    | None -> range.Last

                let hole =
                    { range with
                        First = next
                        Last = last
                        Missing = last - next + 1L }

                from (last + 1L) (hole :: found)

        from (max range.First (Feed.seq held + 1L)) []

    /// The first ranges, at most `room` events and `parts` ranges, and the others.
    let take room parts (ranges: RequestedRange list) =
        let rec go room parts taken (rest: RequestedRange list) =
            match rest with
            | range :: others when room > 0L && parts > 0 ->
                let size = range.Last - range.First + 1L

                if size <= room then
                    go (room - size) (parts - 1) (range :: taken) others
                else
                    let cut = range.First + room - 1L

                    let first =
                        { range with
                            Last = cut
                            Missing = room }

                    let second =
                        { range with
                            First = cut + 1L
                            Missing = size - room }

                    struct (List.rev (first :: taken), second :: others)
            | rest -> struct (List.rev taken, rest)

        go room parts [] ranges
