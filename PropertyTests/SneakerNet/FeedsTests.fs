namespace PeerFunctional.Tests.SneakerNet

open Xunit
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module FeedsTests =

    let private merge events feeds =
        let struct (feeds, _) = Feeds.merge events feeds
        feeds

    let private frontierOf events =
        Feeds.empty |> merge events |> Feeds.frontier

    /// The log that a replica writes while it merges: every event that extended its feed, in order.
    let private logOf events =
        let struct (_, arrivals) = Feeds.merge events Feeds.empty

        arrivals
        |> List.collect (fun struct (_, result) ->
            match result with
            | Extended(events, _) -> events
            | KeptEarly
            | TooEarly
            | Duplicate
            | Forked _
            | BelowHead
            | PrevDiffers -> [])

    let private whole (world: World) : Frontier =
        world.Authors |> List.map (fun author -> author.Keys.Feed, int64 author.Events.Length) |> Map

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Merging is idempotent`` (scraps: Scraps) =
        let once = Feeds.empty |> merge scraps.Ones
        let twice = once |> merge scraps.Ones
        twice = once

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Merging is commutative on frontiers`` (scraps: Scraps) =
        let onesFirst = Feeds.empty |> merge scraps.Ones |> merge scraps.Others
        let othersFirst = Feeds.empty |> merge scraps.Others |> merge scraps.Ones
        Feeds.frontier onesFirst = Feeds.frontier othersFirst

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Merging is associative on frontiers`` (logs: Logs) =
        let firstTwo = logOf (logs.First @ logs.Second)
        let lastTwo = logOf (logs.Second @ logs.Third)
        frontierOf (firstTwo @ logs.Third) = frontierOf (logs.First @ lastTwo)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``The frontier of merged logs is the merged frontier`` (logs: Logs) =
        frontierOf (logs.First @ logs.Second) = Frontier.merge (frontierOf logs.First) (frontierOf logs.Second)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Frontiers merge idempotently, commutatively and associatively`` (logs: Logs) =
        let a, b, c = frontierOf logs.First, frontierOf logs.Second, frontierOf logs.Third

        Frontier.merge a a = a
        && Frontier.merge a b = Frontier.merge b a
        && Frontier.merge (Frontier.merge a b) c = Frontier.merge a (Frontier.merge b c)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Merging never shortens a feed`` (scraps: Scraps) =
        let before = Feeds.empty |> merge scraps.Ones
        let after = before |> merge scraps.Others

        Feeds.frontier before |> Map.forall (fun id seq -> Feeds.seq id after >= seq)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``The result holds every feed's events from 1 on without a gap, each once`` (scraps: Scraps) =
        let events = scraps.Ones @ scraps.Others

        let numbers =
            logOf events
            |> List.groupBy _.Event.Feed
            |> List.map (fun (id, events) -> id, events |> List.map _.Event.Seq)
            |> Map

        numbers |> Map.forall (fun _ seqs -> seqs = [ 1L .. int64 seqs.Length ])
        && numbers |> Map.map (fun _ seqs -> int64 seqs.Length) = frontierOf events

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Any order and duplication of the same events gives the same frontier, the whole`` (arrivals: Arrivals) =
        frontierOf arrivals.Order = whole arrivals.World

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Any order and duplication gives the same feeds to the last bit`` (arrivals: Arrivals) =
        Feeds.empty |> merge arrivals.Order = (Feeds.empty |> merge arrivals.World.Events)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Feeds opened from their heads go on where they stood`` (logs: Logs) =
        let heads =
            logs.First
            |> List.groupBy _.Event.Feed
            |> List.map (fun (id, events) -> struct (id, events |> List.map _.Event |> List.last |> Head.ofEvent))

        Feeds.ofHeads heads |> merge logs.Second |> Feeds.frontier = frontierOf (logs.First @ logs.Second)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``A fork is reported and leaves the feeds unchanged`` (fork: Fork) =
        let held = Feeds.empty |> merge fork.Author.Events
        let struct (after, arrivals) = Feeds.merge [ fork.Other ] held

        let reported =
            match arrivals with
            | [ struct (_, Forked hash) ] -> hash = fork.Held.Event.Hash
            | [ struct (_, BelowHead) ] -> fork.Held.Event.Seq < Feeds.seq fork.Author.Keys.Feed held
            | _ -> false

        after = held && reported

    [<Fact>]
    let ``All feeds together keep at most MaxEarly early events, and appended ones make room`` () : unit =
        let ahead = int Feed.MaxAhead - 1

        let authors =
            [ for number in 0uy .. byte (Feeds.MaxEarly / ahead) ->
                  let keys = TestSignatures.keys (Array.create 32 number)

                  [ for seq in 1L .. Feed.MaxAhead ->
                        Generators.sign keys ValueNone seq 1L Opaque [||] |> Generators.verify ] ]

        let early = authors |> List.collect List.tail
        let struct (full, arrivals) = Feeds.merge early Feeds.empty

        let kept =
            arrivals |> List.filter (fun struct (_, result) -> result = KeptEarly) |> List.length

        kept |> Expect.equal Feeds.MaxEarly
        early.Length |> Expect.isGreaterThan Feeds.MaxEarly

        let firsts = authors |> List.map List.head
        let last = List.last early
        let struct (_, arrivals) = Feeds.merge (firsts @ [ last ]) full
        let struct (_, result) = List.last arrivals
        result |> Expect.equal KeptEarly

        let drained = full |> merge firsts |> Feeds.frontier |> Map.toList |> List.map snd
        drained |> List.max |> Expect.equal Feed.MaxAhead

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Feeds.count counts each known feed once, and Feeds.forgetEarly drops the early events of feeds not asked for``
        (scraps: Scraps)
        =
        let struct (feeds, arrivals) = Feeds.merge scraps.Ones Feeds.empty

        let taken =
            arrivals
            |> List.choose (fun struct (verified, result) ->
                match result with
                | Extended _
                | KeptEarly -> Some verified.Event.Feed
                | TooEarly
                | Duplicate
                | Forked _
                | BelowHead
                | PrevDiffers -> None)
            |> List.distinct

        let forgotten = feeds |> Feeds.forgetEarly (fun _ -> false)

        Feeds.count feeds = taken.Length
        && Feeds.frontier forgotten = Feeds.frontier feeds
        && taken |> List.forall (fun feed -> (Feeds.find feed forgotten).Early.IsEmpty)
        && Feeds.forgetEarly (fun _ -> true) feeds = feeds
