namespace PeerFunctional.SneakerNet

/// The last event of a feed.
type Head =
    { Seq: int64
      Hash: Hash
      Prev: Hash voption }

/// How an event is linked to the one before it.
type ChainLink =
    /// `prev` is the hash of the event before it, so earlier events cannot be replaced.
    | Chained
    /// Signed but not linked: `prev` is absent, or a copy of the previous event's `prev`, as the original writes it.
    | SignedOnly

/// Why an event does not extend a head.
type AppendError =
    /// The feed has an event with this number: the same one, or another (a fork).
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

    /// How an event is linked to the head.
    let private link (head: Head voption) (event: Event) =
        match event.Prev, head with
        | ValueNone, _ -> Ok SignedOnly
        | ValueSome prev, ValueSome head when prev = head.Hash -> Ok Chained
        | prev, ValueSome head when prev = head.Prev -> Ok SignedOnly
        | ValueSome _, _ -> Error PrevMismatch

    /// How an event is linked to the head, or why it is not the next event. Without a head the first event is next.
    let check (head: Head voption) (event: Event) =
        let expected = seq head + 1L

        if event.Seq < expected then Error Past
        elif event.Seq > expected then Error Gap
        else link head event

/// A feed of a replica: its head, and verified events that arrived before their predecessors.
type Feed =
    { Head: Head voption
      Early: Map<int64, Verified> }

/// The result of appending an event to a feed.
type AppendResult =
    /// The feed grew by these events, in order: this one and the early ones that follow it. `dropped` are early
    /// events whose `prev` names another event.
    | Extended of Verified list * dropped: Verified list
    /// Kept until the events before it arrive.
    | KeptEarly
    /// Not kept: the bound on early events is reached, or it is too far ahead or too large.
    | TooEarly
    /// The feed holds the same event.
    | Duplicate
    /// The feed holds another event with this number, and keeps it.
    | Forked of held: Hash
    /// The number is below the head: only the store can tell a duplicate from a fork.
    | BelowHead
    /// Its `prev` does not name the event before it.
    | PrevDiffers

module Feed =

    /// How far ahead of the head an event may be and still be kept.
    [<Literal>]
    let MaxAhead = 4_096L

    /// The most bytes of an early event that is kept. A larger one is requested again.
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

            match Head.check feed.Head verified.Event with
            | Ok _ ->
                let grown =
                    { rest with
                        Head = ValueSome(Head.ofEvent verified.Event) }

                drain grown (verified :: extended) dropped
            | Error _ -> struct (rest, Extended(List.rev extended, verified :: dropped))

    /// Appends a verified event of this feed. `room` is how many more early events may be kept.
    let append room (verified: Verified) feed =
        let event = verified.Event

        match Head.check feed.Head event, feed.Head with
        | Ok _, _ ->
            let grown =
                { Head = ValueSome(Head.ofEvent event)
                  Early = Map.remove event.Seq feed.Early }

            drain grown [ verified ] []
        | Error Past, ValueSome head when head.Seq = event.Seq -> struct (feed, compareWith event head.Hash)
        | Error Past, _ -> struct (feed, BelowHead)
        | Error PrevMismatch, _ -> struct (feed, PrevDiffers)
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
