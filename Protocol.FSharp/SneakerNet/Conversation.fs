namespace PeerFunctional.SneakerNet

/// Something said: by whom and when (whole seconds since 1970, by the writer's clock).
type Said =
    { Feed: FeedId
      Seq: int64
      Time: int64
      Text: string }

/// What all feeds say together.
type Conversation =
    private
        {
            Names: Map<FeedId, int64 * string>
            /// Newest read first.
            Messages: Said list
        }

module Conversation =

    let empty = { Names = Map.empty; Messages = [] }

    /// Hears an event. A feed names itself only: the last feed/about wins, in whatever order events come.
    let hear conversation (verified: Verified) =
        let event = verified.Event

        match Content.ofEvent event with
        | Content.About name ->
            match Map.tryFind event.Feed conversation.Names with
            | Some(seq, _) when seq > event.Seq -> conversation
            | Some _
            | None ->
                { conversation with
                    Names = Map.add event.Feed (event.Seq, name) conversation.Names }
        | Content.Message text ->
            let said =
                { Feed = event.Feed
                  Seq = event.Seq
                  Time = event.Time
                  Text = text }

            { conversation with
                Messages = said :: conversation.Messages }
        | Content.Other -> conversation

    let ofEvents (events: seq<Verified>) = Seq.fold hear empty events

    /// The display name a feed gave itself last.
    let name feed conversation =
        Map.tryFind feed conversation.Names |> Option.map snd

    /// All messages by time; at one time, each feed's in its own order.
    let messages conversation =
        conversation.Messages |> List.sortBy (fun said -> struct (said.Time, said.Feed, said.Seq))

    /// A feed as its writer calls it; else the first letters of its key.
    let shown feed conversation =
        name feed conversation |> Option.defaultWith (fun () -> FeedId.short feed)
