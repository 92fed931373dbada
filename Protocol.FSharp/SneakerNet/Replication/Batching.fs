namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// A pushed datagram of several events whose arrival is not confirmed.
type Batch =
    { Feed: FeedId
      First: int64
      Last: int64
      Bytes: int }

/// The size of datagrams pushed to a partner of ours. Its answers show which sizes the path carries.
type Batching =
    {
        Mtu: PathMtu
        /// The latest first.
        Unconfirmed: Batch list
    }

module Batching =

    /// The most unconfirmed datagrams that are remembered.
    [<Literal>]
    let private MaxUnconfirmed = 128

    /// The most bytes of one Ethernet frame without fragments, behind a header of IPv6 or of IPv4 and UDP's.
    let private most (host: string) =
        if host.Contains ':' then 1_452 else Message.MaxBatch

    let create (partner: Endpoint) =
        { Mtu = PathMtu.initial (most partner.Host)
          Unconfirmed = [] }

    let private ofPush push =
        match push with
        | Push(first :: _ :: _ as offers) ->
            let events = offers |> List.map OfferedEvent.event

            Some
                { Feed = (OfferedEvent.event first).Feed
                  First = events.Head.Seq
                  Last = (List.last events).Seq
                  Bytes = events |> List.sumBy _.Wire.Length }
        // A datagram with one event cannot be split.
        | Push _
        | Command _ -> None

    /// Packs events of one feed, in order, into pushes; the first may be larger than what is known to arrive.
    let pack (events: Verified list) batching =
        let size = batching.Mtu.Size

        let isProbing =
            batching.Unconfirmed |> List.exists (fun batch -> batch.Bytes > size)

        let first =
            match PathMtu.probe batching.Mtu with
            | ValueSome larger when not isProbing -> larger
            | ValueSome _
            | ValueNone -> size

        let pushes = Message.batches first size events

        let batches = pushes |> List.choose ofPush

        let mtu =
            if batches |> List.exists (fun batch -> batch.Bytes > size) then
                PathMtu.tried batching.Mtu
            else
                batching.Mtu

        struct (pushes,
                { Mtu = mtu
                  Unconfirmed = List.rev batches @ batching.Unconfirmed |> List.truncate MaxUnconfirmed })

    /// The partner holds a feed up to an event: pushes up to this event have arrived.
    let confirm feed seq batching =
        let arrived, others =
            batching.Unconfirmed |> List.partition (fun batch -> batch.Last <= seq && batch.Feed = feed)

        { Mtu = List.foldBack (fun batch -> PathMtu.deliver batch.Bytes) arrived batching.Mtu
          Unconfirmed = others }

    /// The partner requests ranges of a feed: pushes of these ranges were lost. Only the smallest lost datagram
    /// counts, because several losses at one time have one cause.
    let ask feed (ranges: (struct (int64 * int64)) list) batching =
        let isLost batch =
            batch.Feed = feed
            && ranges |> List.exists (fun struct (first, last) -> batch.First <= last && first <= batch.Last)

        match List.partition isLost batching.Unconfirmed with
        | [], _ -> batching
        | lost, others ->
            let mtu = PathMtu.lose (lost |> List.map _.Bytes |> List.min) batching.Mtu

            { Mtu = mtu
              // Pushes of a larger, abandoned size tell nothing about a smaller one.
              Unconfirmed = if mtu.Size < batching.Mtu.Size then [] else others }
