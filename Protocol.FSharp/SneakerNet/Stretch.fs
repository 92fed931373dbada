namespace PeerFunctional.SneakerNet

open System

/// Events of a feed that a partner was asked for at one time.
type Stretch =
    {
        Feed: FeedId
        First: int64
        Last: int64
        /// How many of them are not here.
        Missing: int64
        /// When they were asked for.
        Asked: TimeSpan
        /// Asked for once, and none is here yet: the first to come tells how long an answer takes.
        IsFresh: bool
        /// At the last retry they were asked for already, and since then none came, nor any that was asked for before them.
        IsOverdue: bool
    }

/// The stretches asked of one partner, in the order they were asked for, in which a partner answers. No two have an event in
/// common.
module Stretch =

    let create feed first last asked isFresh =
        { Feed = feed
          First = first
          Last = last
          Missing = last - first + 1L
          Asked = asked
          IsFresh = isFresh
          IsOverdue = false }

    /// Events asked for that are not here.
    let outstanding (stretches: Stretch list) = stretches |> List.sumBy _.Missing

    let private inTime stretch =
        if stretch.IsOverdue then
            { stretch with IsOverdue = false }
        else
            stretch

    /// An event came that was not here: the stretch it is of, if any, and the stretches without it. What was asked for later
    /// is still on its way.
    let arrive feed seq (stretches: Stretch list) =
        let isIts stretch =
            stretch.First <= seq && seq <= stretch.Last && stretch.Feed = feed

        match List.tryFindIndex isIts stretches with
        | None -> ValueNone
        | Some index ->
            let before, rest = List.splitAt index stretches
            let stretch = rest.Head

            let left =
                if stretch.Missing <= 1L then
                    []
                else
                    [ { stretch with
                          Missing = stretch.Missing - 1L
                          IsFresh = false
                          IsOverdue = false } ]

            ValueSome struct (stretch, before @ left @ List.map inTime rest.Tail)

    /// The parts of a stretch whose events are not here.
    let holes (held: Feed) stretch =
        let rec from next found =
            if next > stretch.Last then
                List.rev found
            elif Map.containsKey next held.Early then
                from (next + 1L) found
            else
                let last =
                    match held.Early |> Map.tryFindKey (fun seq _ -> seq > next) with
                    | Some early -> min stretch.Last (early - 1L)
                    | None -> stretch.Last

                let hole =
                    { stretch with
                        First = next
                        Last = last
                        Missing = last - next + 1L }

                from (last + 1L) (hole :: found)

        from (max stretch.First (Feed.seq held + 1L)) []

    /// The first stretches, of so many events and so many parts at most, and the others.
    let take room parts (stretches: Stretch list) =
        let rec go room parts taken (rest: Stretch list) =
            match rest with
            | stretch :: others when room > 0L && parts > 0 ->
                let size = stretch.Last - stretch.First + 1L

                if size <= room then
                    go (room - size) (parts - 1) (stretch :: taken) others
                else
                    let cut = stretch.First + room - 1L

                    let first =
                        { stretch with
                            Last = cut
                            Missing = room }

                    let second =
                        { stretch with
                            First = cut + 1L
                            Missing = size - room }

                    struct (List.rev (first :: taken), second :: others)
            | rest -> struct (List.rev taken, rest)

        go room parts [] stretches
