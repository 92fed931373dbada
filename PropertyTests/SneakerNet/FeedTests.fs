namespace PeerFunctional.Tests.SneakerNet

open Xunit
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module FeedTests =

    let private offerAll events feed =
        let step (feed, arrivals) verified =
            let struct (feed, arrival) = Feed.offer Feeds.MaxEarly verified feed
            feed, arrival :: arrivals

        let feed, arrivals = List.fold step (feed, []) events
        feed, List.rev arrivals

    let private keys = TestSignatures.keys (Array.zeroCreate 32)

    let private event prev seq =
        Generators.sign keys prev seq 1L Opaque [| byte seq |] |> Generators.verify

    /// A `prev` that names an event outside the feed.
    let private namingAnother =
        let stranger = event ValueNone 9L
        ValueSome stranger.Event.Hash

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Events in order extend the feed one by one`` (world: World) =
        let events = world.Authors.Head.Events
        let feed, arrivals = Feed.empty |> offerAll events

        Feed.seq feed = int64 events.Length
        && List.map2 (fun event arrival -> arrival = Extended([ event ], [])) events arrivals |> List.forall id

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Backwards all but the first are kept, and the first brings them all`` (world: World) =
        let events = world.Authors.Head.Events
        let feed, arrivals = Feed.empty |> offerAll (List.rev events)

        List.last arrivals = Extended(events, [])
        && arrivals |> List.take (events.Length - 1) |> List.forall ((=) KeptEarly)
        && feed.Early.IsEmpty

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Of two events with one number the first stays and the second is reported`` (fork: Fork) =
        let before =
            fork.Author.Events |> List.filter (fun event -> event.Event.Seq < fork.Held.Event.Seq)

        let feed, arrivals =
            Feed.empty |> offerAll (before @ [ fork.Held; fork.Other; fork.Held ])

        arrivals[before.Length ..] = [ Extended([ fork.Held ], []); Forked fork.Held.Event.Hash; Duplicate ]
        && feed.Head = ValueSome(Head.ofEvent fork.Held.Event)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Of two early events with one number the first stays and the second is reported`` (fork: Fork) =
        fork.Held.Event.Seq = 1L
        || (let feed, arrivals = Feed.empty |> offerAll [ fork.Held; fork.Other; fork.Held ]

            arrivals = [ KeptEarly; Forked fork.Held.Event.Hash; Duplicate ]
            && feed.Early = Map [ fork.Held.Event.Seq, fork.Held ])

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Below the head only the store can tell a fork from a duplicate`` (fork: Fork) =
        let feed, _ = Feed.empty |> offerAll fork.Author.Events

        let _, arrivals = feed |> offerAll [ fork.Held; fork.Other ]

        fork.Held.Event.Seq = Feed.seq feed || arrivals = [ Settled; Settled ]

    [<Fact>]
    let ``An event whose prev names another event than the one before it does not fit`` () : unit =
        let first = event ValueNone 1L
        let unfitting = event namingAnother 2L
        let feed, arrivals = Feed.empty |> offerAll [ first; unfitting ]
        arrivals |> Expect.equal [ Extended([ first ], []); Unfitting ]
        Feed.seq feed |> Expect.equal 1L

    [<Fact>]
    let ``A first event cannot have one before it`` () : unit =
        let feed, arrivals = Feed.empty |> offerAll [ event namingAnother 1L ]

        arrivals |> Expect.equal [ Unfitting ]
        Feed.seq feed |> Expect.equal 0L

    [<Fact>]
    let ``An early event that does not fit after all is dropped and named, and its place is free again`` () : unit =
        let first = event ValueNone 1L
        let unfitting = event namingAnother 2L
        let fitting = event (ValueSome first.Event.Hash) 2L
        let feed, arrivals = Feed.empty |> offerAll [ unfitting; first; fitting ]

        arrivals
        |> Expect.equal [ KeptEarly; Extended([ first ], [ unfitting ]); Extended([ fitting ], []) ]

        Feed.seq feed |> Expect.equal 2L

    [<Fact>]
    let ``A feed may begin unchained and become chained, as when ours goes on with the original's`` () : unit =
        let first = event ValueNone 1L
        let second = event ValueNone 2L
        let third = event (ValueSome second.Event.Hash) 3L
        let feed, _ = Feed.empty |> offerAll [ first; second; third ]
        Feed.seq feed |> Expect.equal 3L

        Head.fit (ValueSome(Head.ofEvent second.Event)) third.Event |> Expect.equal (Ok Chained)

    [<Fact>]
    let ``An event is kept up to MaxAhead before its turn and not further`` () : unit =
        let _, arrivals =
            Feed.empty |> offerAll [ event ValueNone Feed.MaxAhead; event ValueNone (Feed.MaxAhead + 1L) ]

        arrivals |> Expect.equal [ KeptEarly; TooEarly ]
