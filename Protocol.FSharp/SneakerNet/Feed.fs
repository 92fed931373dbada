namespace PeerFunctional.SneakerNet

/// Where a feed stands: its last event.
type Head =
    { Seq: int64
      Hash: Hash
      Prev: Hash voption }

/// How an event is tied to the one before it.
type Tie =
    /// `prev` is the hash of the event before it: the feed cannot be rewritten behind it.
    | Chained
    /// Signed, but not tied: `prev` is absent, or a copy of the previous event's own `prev`, as the original writes it.
    | SignedOnly

/// Why an event does not extend a head.
type Misfit =
    /// Its place is taken: by the same event, or by another one (a fork).
    | Past
    /// Events before it are missing.
    | Gap
    | PrevMismatch

module Head =

    let ofEvent (event: Event) =
        { Seq = event.Seq
          Hash = event.Hash
          Prev = event.Prev }

    let seq (head: Head voption) =
        match head with
        | ValueSome head -> head.Seq
        | ValueNone -> 0L

    /// How an event ties to the head it follows.
    let private tie (head: Head voption) (event: Event) =
        match event.Prev, head with
        | ValueNone, _ -> Ok SignedOnly
        | ValueSome prev, ValueSome head when prev = head.Hash -> Ok Chained
        | prev, ValueSome head when prev = head.Prev -> Ok SignedOnly
        | ValueSome _, _ -> Error PrevMismatch

    /// Whether an event is the next after a head (none: before the first event), and how it ties to it.
    let fit (head: Head voption) (event: Event) =
        let expected = seq head + 1L

        if event.Seq < expected then Error Past
        elif event.Seq > expected then Error Gap
        else tie head event

/// A feed as a replica knows it: its head, and verified events that arrived before their turn.
type Feed =
    { Head: Head voption
      Early: Map<int64, Verified> }

/// What an event did to a feed it was offered to.
type Arrival =
    /// The feed grew by these events, in order: this one and the early ones that now fit. An early one whose `prev` does
    /// not fit after all is dropped and named.
    | Extended of Verified list * dropped: Verified list
    /// Kept until the events before it arrive.
    | KeptEarly
    /// Not kept: the bound on early events is reached, or it is too far ahead or too large.
    | TooEarly
    /// The very same event is there already.
    | Duplicate
    /// Another event holds its place; the first one stays.
    | Forked of held: Hash
    /// Its place is below the head: only the store can tell a duplicate from a fork.
    | Settled
    /// Its `prev` does not name the event before it.
    | Unfitting

module Feed =

    /// How far ahead of the head an event may be and still be kept.
    [<Literal>]
    let MaxAhead = 4_096L

    /// Bytes of an event that is kept before its turn; a larger one is asked for again.
    [<Literal>]
    let MaxEarlyLength = 4_096

    let empty = { Head = ValueNone; Early = Map.empty }

    let ofHead head =
        { Head = ValueSome head
          Early = Map.empty }

    let seq feed = Head.seq feed.Head

    let private compareWith (event: Event) (held: Hash) =
        if event.Hash = held then Duplicate else Forked held

    let rec private drain feed extended dropped =
        let next = seq feed + 1L

        match Map.tryFind next feed.Early with
        | None -> struct (feed, Extended(List.rev extended, dropped))
        | Some verified ->
            let rest =
                { feed with
                    Early = Map.remove next feed.Early }

            match Head.fit feed.Head verified.Event with
            | Ok _ ->
                let grown =
                    { rest with
                        Head = ValueSome(Head.ofEvent verified.Event) }

                drain grown (verified :: extended) dropped
            | Error _ -> struct (rest, Extended(List.rev extended, verified :: dropped))

    /// Offers a verified event of this feed; `room` is how many more early events may be kept.
    let offer room (verified: Verified) feed =
        let event = verified.Event

        match Head.fit feed.Head event, feed.Head with
        | Ok _, _ ->
            let grown =
                { Head = ValueSome(Head.ofEvent event)
                  Early = Map.remove event.Seq feed.Early }

            drain grown [ verified ] []
        | Error Past, ValueSome head when head.Seq = event.Seq -> struct (feed, compareWith event head.Hash)
        | Error Past, _ -> struct (feed, Settled)
        | Error PrevMismatch, _ -> struct (feed, Unfitting)
        | Error Gap, _ ->
            match Map.tryFind event.Seq feed.Early with
            | Some held -> struct (feed, compareWith event held.Event.Hash)
            | None when room <= 0 || event.Wire.Length > MaxEarlyLength || event.Seq > seq feed + MaxAhead ->
                struct (feed, TooEarly)
            | None ->
                let kept =
                    { feed with
                        Early = Map.add event.Seq verified feed.Early }

                struct (kept, KeptEarly)
