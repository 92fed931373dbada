namespace PeerFunctional.Tests.Verification

open System
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Peers that are down for longer than their partners wait in silence, at any moment: a time-out that no message can shorten.
[<Collection "alone">]
module OutageTests =

    /// One crash, after which the peer is back at once or as late as `outage`.
    let private down (outage: TimeSpan) =
        { Assumptions.ordered Network.Ordered { FaultBudget.none with Crashes = 1 } with
            Time =
                TimeModel.Latency
                    { TimeBounds.ofLatency (TimeSpan.FromMilliseconds 10.0) with
                        Outage = outage } }

    let private violated policies system world outage =
        FoundRuns.scenario system policies world |> FoundRuns.violated 200_000L (down outage)

    /// Worlds, with an outage of two or three of their silences.
    let private worlds =
        [ "sneakernet", "one-event", TimeSpan.FromSeconds 6.0
          "tracker", "alone", 2.0 * PeerFunctional.Tracker.Limits.silence
          "link", "two", 3.0 * PeerFunctional.Link.Limits.timeout
          "link", "stream", 3.0 * PeerFunctional.Link.Limits.timeout
          "rpc", "silent", TimeSpan.FromSeconds 3.0 ]

    [<Fact>]
    let ``A peer that is down for longer than a silence breaks no property, whenever it goes down`` () : unit =
        for system, world, outage in worlds do
            Expecto.Expect.isEmpty (violated PeerPolicies.recovering system world outage) $"{system}, {world}"

    [<Fact>]
    let ``An original ends in the silence of a partner that is down, and never gets the rest`` () : unit =
        let system, world, outage = worlds.Head

        violated PeerPolicies.published system world outage
        |> Expect.equal [ "when faults stop, all logs become equal and all sessions end" ]
