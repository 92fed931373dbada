namespace PeerFunctional.Tests.SneakerNet

open Xunit
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module FeedTests =

    let private offerAll events feed =
        let step (feed, results) verified =
            let struct (feed, result) = Feed.append Feeds.MaxEarly verified feed
            feed, result :: results

        let feed, results = List.fold step (feed, []) events
        feed, List.rev results

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
        let feed, results = Feed.empty |> offerAll events

        Feed.seq feed = int64 events.Length
        && List.map2 (fun event result -> result = Extended([ event ], [])) events results |> List.forall id

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Events in reverse order are kept until the first one arrives, and then extend the feed`` (world: World) =
        let events = world.Authors.Head.Events
        let feed, results = Feed.empty |> offerAll (List.rev events)

        List.last results = Extended(events, [])
        && results |> List.take (events.Length - 1) |> List.forall ((=) KeptEarly)
        && feed.Early.IsEmpty

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Of two events with one number the first stays and the second is reported`` (fork: Fork) =
        let before =
            fork.Author.Events |> List.filter (fun event -> event.Event.Seq < fork.Held.Event.Seq)

        let feed, results =
            Feed.empty |> offerAll (before @ [ fork.Held; fork.Other; fork.Held ])

        results[before.Length ..] = [ Extended([ fork.Held ], []); Forked fork.Held.Event.Hash; Duplicate ]
        && feed.Head = ValueSome(Head.ofEvent fork.Held.Event)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Of two early events with one number the first stays and the second is reported`` (fork: Fork) =
        fork.Held.Event.Seq = 1L
        || (let feed, results = Feed.empty |> offerAll [ fork.Held; fork.Other; fork.Held ]

            results = [ KeptEarly; Forked fork.Held.Event.Hash; Duplicate ]
            && feed.Early = Map [ fork.Held.Event.Seq, fork.Held ])

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``An event below the head is left to the store, which tells a fork from a duplicate`` (fork: Fork) =
        let feed, _ = Feed.empty |> offerAll fork.Author.Events

        let _, results = feed |> offerAll [ fork.Held; fork.Other ]

        fork.Held.Event.Seq = Feed.seq feed || results = [ BelowHead; BelowHead ]

    [<Fact>]
    let ``An event whose prev names another event is not appended`` () : unit =
        let first = event ValueNone 1L
        let unfitting = event namingAnother 2L
        let feed, results = Feed.empty |> offerAll [ first; unfitting ]
        results |> Expect.equal [ Extended([ first ], []); PrevDiffers ]
        Feed.seq feed |> Expect.equal 1L

    [<Fact>]
    let ``A first event with a prev is not appended`` () : unit =
        let feed, results = Feed.empty |> offerAll [ event namingAnother 1L ]

        results |> Expect.equal [ PrevDiffers ]
        Feed.seq feed |> Expect.equal 0L

    [<Fact>]
    let ``An early event whose prev differs is dropped and reported, and its number is free again`` () : unit =
        let first = event ValueNone 1L
        let unfitting = event namingAnother 2L
        let fitting = event (ValueSome first.Event.Hash) 2L
        let feed, results = Feed.empty |> offerAll [ unfitting; first; fitting ]

        results |> Expect.equal [ KeptEarly; Extended([ first ], [ unfitting ]); Extended([ fitting ], []) ]

        Feed.seq feed |> Expect.equal 2L

    [<Fact>]
    let ``A feed may begin unchained and become chained, as when our program continues an original's feed`` () : unit =
        let first = event ValueNone 1L
        let second = event ValueNone 2L
        let third = event (ValueSome second.Event.Hash) 3L
        let feed, _ = Feed.empty |> offerAll [ first; second; third ]
        Feed.seq feed |> Expect.equal 3L

        Head.check (ValueSome(Head.ofEvent second.Event)) third.Event |> Expect.equal (Ok Chained)

    [<Fact>]
    let ``An event up to MaxAhead ahead of the head is kept, and no later one`` () : unit =
        let _, results =
            Feed.empty |> offerAll [ event ValueNone Feed.MaxAhead; event ValueNone (Feed.MaxAhead + 1L) ]

        results |> Expect.equal [ KeptEarly; TooEarly ]
