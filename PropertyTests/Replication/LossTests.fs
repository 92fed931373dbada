namespace PeerFunctional.Tests.Replication

open System
open System.Threading.Tasks
open Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

module LossTests =

    let private faults =
        { Loss = 0.3
          Duplication = 0.2
          Lateness = 0.3
          Latest = TimeSpan.FromMilliseconds 40.0 }

    let private feeds =
        lazy ([ 1..6 ] |> List.map (fun number -> Given.feed (Given.keys number) 40))

    /// A first part of every feed, as the seed has it.
    let private some (random: Random) =
        feeds.Value |> List.collect (fun feed -> feed |> List.truncate (random.Next(feed.Length + 1)))

    /// One session over a bad network; answers what is wrong with its end, or nothing.
    let private session way seed =
        task {
            let random = Random seed
            use responder = LivePeer.Holding(random.Next 10, some random)
            use initiator = LivePeer.Holding(random.Next 10, some random)
            let responding = Live.respond way true responder
            use proxy = new LossyProxy(seed, faults, responding.Port)
            let initiating = Live.initiate way proxy.Port initiator
            let! initiated = initiating.Totals

            // Where no HELO got through there is no session that could end.
            if not (responding.Notices.All |> List.exists _.IsTalking) then
                responding.Stop()

            let! responded = responding.Totals

            let problems =
                [ if not initiated.Complete then
                      "the initiator is incomplete"
                  if not responded.Complete then
                      "the responder is incomplete"
                  if initiator.Frontier <> responder.Frontier then
                      "the frontiers differ"
                  if initiator.Events <> responder.Events then
                      "the events differ" ]

            Live.assertSound responder
            return seed, problems
        }

    /// Runs so many sessions, fifty at a time.
    let complete count : Task =
        task {
            let way =
                { Live.way with
                    Silence = TimeSpan.FromSeconds 5.0 }

            for seeds in [ 1..count ] |> List.chunkBySize 50 do
                let! ends = seeds |> List.map (session way) |> Task.WhenAll
                ends |> Array.filter (fun (_, problems) -> problems <> []) |> Expect.equal [||]
        }

    [<Fact>]
    let ``Forty sessions that lose 30 % of the datagrams, double 20 % and reorder them all end complete`` () : Task =
        complete 40
