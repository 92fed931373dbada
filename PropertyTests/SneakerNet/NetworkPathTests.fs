namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// The cost of a session over paths of all kinds, in virtual time: the bytes that both sides sent, relative to the
/// bytes of the missing events.
module NetworkPathTests =

    let private authors = lazy (ScenarioFeeds.create [ "Alice", 2_000; "Bob", 300 ])

    let private events writer count =
        ScenarioFeeds.events writer count authors.Value

    let private milliseconds (number: float) = TimeSpan.FromMilliseconds number
    let private silence = TimeSpan.FromSeconds 5.0

    /// Runs a session with so many missing bytes; returns the sent bytes as a multiple of these.
    let private cost path seed (responder: Event list) (initiator: Event list) =
        let stores = [ MemoryStore.ofEvents responder; MemoryStore.ofEvents initiator ]

        let result = NetworkPath.run path seed silence (TimeSpan.FromHours 2.0) stores

        let lengths (store: MemoryStore) =
            store |> Map.map (fun _ events -> events.Length)

        let both =
            responder @ initiator |> List.distinctBy (fun event -> event.Feed, event.Seq)

        let merged = both |> MemoryStore.ofEvents |> lengths

        for store, replica in List.zip result.Stores result.Replicas do
            lengths store |> Expect.equal merged
            Expecto.Expect.isTrue (Replica.totals replica).Complete $"seed {seed}, %A{path}"

        float result.Bytes / float (both |> List.sumBy _.Wire.Length)

    let private bothWays path seed count =
        [ cost path seed (events "Alice" count) []
          cost path seed [] (events "Alice" count) ]

    [<Theory>]
    [<InlineData(0.2)>]
    [<InlineData(10.0)>]
    [<InlineData(100.0)>]
    [<InlineData(300.0)>]
    [<InlineData(1_000.0)>]
    [<InlineData(2_000.0)>]
    let ``Without loss, replicas send at most 1.1 times the data at any round trip`` (roundTrip: float) : unit =
        let path =
            { NetworkPath.clear with
                Latency = milliseconds (roundTrip / 2.0) }

        for ratio in bothWays path 1 2_000 do
            ratio |> Expect.isLessThan 1.1

    [<Theory>]
    [<InlineData(5.0, 50)>]
    [<InlineData(20.0, 100)>]
    let ``A receiver that reads slowly and drops datagrams is sent at most 1.2 times the data``
        (reading: float)
        (room: int)
        : unit =
        let path =
            { NetworkPath.clear with
                Reading = milliseconds reading
                MaxWaiting = room }

        for ratio in bothWays path 1 2_000 do
            ratio |> Expect.isLessThan 1.2

    [<Theory>]
    [<InlineData(100.0)>]
    [<InlineData(300.0)>]
    [<InlineData(1_000.0)>]
    let ``A receiver whose process stalls is sent at most 1.1 times the data`` (stall: float) : unit =
        let path =
            { NetworkPath.clear with
                Stall = milliseconds stall }

        for ratio in bothWays path 1 2_000 do
            ratio |> Expect.isLessThan 1.1

    [<Fact>]
    let ``At 30 % loss, replicas send at most 2.5 times the data`` () : unit =
        for seed in 1..8 do
            let path =
                { NetworkPath.clear with
                    Loss = 0.3
                    Duplication = 0.2
                    Lateness = 0.3
                    Latest = milliseconds 40.0 }

            for ratio in bothWays path seed 500 do
                ratio |> Expect.isLessThan 2.5

    [<Fact>]
    let ``At 30 % loss and a round trip of two seconds, every event arrives`` () : unit =
        for seed in 1..4 do
            let path =
                { NetworkPath.clear with
                    Loss = 0.3
                    Latency = milliseconds 1_000.0 }

            cost path seed (events "Alice" 200) (events "Bob" 200) |> Expect.isLessThan 2.5

    [<Theory>]
    [<InlineData(600, 1.4)>]
    [<InlineData(800, 1.3)>]
    [<InlineData(1_000, 1.2)>]
    [<InlineData(1_280, 1.2)>]
    [<InlineData(1_400, 1.2)>]
    [<InlineData(1_471, 1.2)>]
    let ``A path that silently drops large datagrams carries every event in smaller ones``
        (size: int)
        (most: float)
        : unit =
        let path =
            { NetworkPath.clear with
                MaxDatagram = size }

        for ratio in bothWays path 1 2_000 do
            ratio |> Expect.isLessThan most

    let private writers = [ "Carol"; "Dave"; "Erin"; "Frank" ]

    let private feeds =
        lazy (ScenarioFeeds.create [ for writer in writers -> writer, 40 ])

    /// A first part of every feed.
    let private some (random: Random) =
        writers |> List.collect (fun writer -> ScenarioFeeds.events writer (random.Next 41) feeds.Value)

    /// A session that loses 30 % of the datagrams, doubles 20 % and reorders others ends complete; campaigns run it for longer.
    let endsComplete seed =
        let random = Random seed

        let path =
            { NetworkPath.clear with
                Latency = milliseconds (random.NextDouble() * 100.0)
                Loss = 0.3
                Duplication = 0.2
                Lateness = 0.3
                Latest = milliseconds 200.0 }

        cost path seed (some random) (some random) |> ignore

    [<Fact>]
    let ``Sessions that lose 30 % of the datagrams, double 20 % and reorder others end complete in both directions``
        ()
        : unit =
        for seed in 1..100 do
            endsComplete seed
