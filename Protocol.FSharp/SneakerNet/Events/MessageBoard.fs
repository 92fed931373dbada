namespace PeerFunctional.SneakerNet

/// One message: its writer's feed, its time (whole seconds since 1970, by the writer's clock) and its text.
type Post =
    { Feed: FeedId
      Seq: int64
      Time: int64
      Text: string }

/// The messages of all feeds, and the names that their writers gave themselves.
type MessageBoard =
    private
        {
            Names: Map<FeedId, int64 * string>
            /// Newest read first.
            Messages: Post list
        }

module MessageBoard =

    let empty = { Names = Map.empty; Messages = [] }

    /// Adds an event. A feed names itself only; its feed/about with the highest number counts, in any order of
    /// events.
    let add board (verified: Verified) =
        let event = verified.Event

        match Content.ofEvent event with
        | Content.About name ->
            match Map.tryFind event.Feed board.Names with
            | Some(seq, _) when seq > event.Seq -> board
            | Some _
            | None ->
                { board with
                    Names = Map.add event.Feed (event.Seq, name) board.Names }
        | Content.Message text ->
            let post =
                { Feed = event.Feed
                  Seq = event.Seq
                  Time = event.Time
                  Text = text }

            { board with
                Messages = post :: board.Messages }
        | Content.Other -> board

    let ofEvents (events: seq<Verified>) = Seq.fold add empty events

    /// The display name a feed gave itself last.
    let name feed board =
        Map.tryFind feed board.Names |> Option.map snd

    /// All messages by time, then by feed and number.
    let messages board =
        board.Messages |> List.sortBy (fun post -> struct (post.Time, post.Feed, post.Seq))

    /// The display name of a feed, or the first letters of its key if it has none.
    let displayed feed board =
        name feed board |> Option.defaultWith (fun () -> FeedId.short feed)
