namespace PeerFunctional.Tests.Verification

open System
open System.Collections.Generic
open Xunit
open FsCheck.Xunit
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

[<Collection "alone">]
module TimeModelTests =

    let private seconds = float >> TimeSpan.FromSeconds

    let private assume time =
        { Network = Network.Ordered
          Time = time
          Budget = FaultBudget.none }

    let private latency bound =
        assume (TimeModel.Latency(TimeBounds.ofLatency (seconds bound)))

    /// What the peers can have seen in some state of the model.
    let private reached assumptions peers =
        let found = HashSet<int list list>()

        let model =
            WorldModel.create (TimedPeers.world peers) assumptions TimedPeers.properties

        let visit state =
            found.Add(TimedPeers.seen (CollapsedState.expand state).WorldState) |> ignore

        let report = StateSearch.Run(model, SearchOptions(Workers = 1), null, visit)
        Expect.equal Exhaustive report.Extent
        found

    /// What the peers have seen after each step of a run in which a message takes up to this long, once both have started.
    let private simulated peers slowest seed =
        let found = HashSet<int list list>()

        let schedule =
            { Seed = seed
              Starts = [ TimeSpan.Zero; TimeSpan.Zero ]
              Network =
                { Least = TimeSpan.Zero
                  Spread = slowest }
              Disk =
                { Least = TimeSpan.Zero
                  Spread = TimeSpan.Zero }
              HealedAt = TimeSpan.Zero
              Faults = [] }

        let run =
            SimulatedWorld.start (TimedPeers.world peers) schedule (fun _ worldState _ ->
                let seen = TimedPeers.seen worldState

                if not (List.exists List.isEmpty seen) then
                    found.Add seen |> ignore)

        SimulatedWorld.runUntil (seconds 1000) run
        found

    let private reachesAll assumptions slowest (peers: TimedPeers) =
        let reached = reached assumptions peers

        for seed in 0UL .. 20UL do
            Expect.isTrue (reached.IsSupersetOf(simulated peers slowest seed))

    [<Property(MaxTest = 300, Arbitrary = [| typeof<TimedPeersGenerators> |])>]
    let ``Where messages take no time, the ordered model reaches whatever the simulator reaches`` (peers: TimedPeers) =
        reachesAll (assume TimeModel.Ordered) TimeSpan.Zero peers

    [<Property(MaxTest = 150, Arbitrary = [| typeof<TimedPeersGenerators> |])>]
    let ``Where messages take up to a bound, the latency model reaches whatever the simulator reaches``
        (peers: TimedPeers)
        =
        for bound in 1..3 do
            reachesAll (latency bound) (seconds bound) peers

    [<Property(MaxTest = 300, Arbitrary = [| typeof<TimedPeersGenerators> |])>]
    let ``However long messages take, the model without bounds reaches whatever the simulator reaches``
        (peers: TimedPeers)
        =
        for slowest in [ 1; 5; 30 ] do
            reachesAll (assume TimeModel.Any) (seconds slowest) peers

    [<Property(MaxTest = 150, Arbitrary = [| typeof<TimedPeersGenerators> |])>]
    let ``A weaker model of time reaches whatever a stronger one reaches`` (peers: TimedPeers) =
        [ assume TimeModel.Ordered; latency 1; latency 3; assume TimeModel.Any ]
        |> List.map (fun assumptions -> reached assumptions peers)
        |> List.pairwise
        |> List.iter (fun (stronger, weaker) -> Expect.isTrue (stronger.IsSubsetOf weaker))

    /// A path to a state in which the peers have seen the most.
    let private longest assumptions peers =
        let world = TimedPeers.world peers

        let most = reached assumptions peers |> Seq.map (List.sumBy List.length) |> Seq.max

        let properties =
            { TimedPeers.properties with
                Invariants =
                    [ Invariant.ofWorld "the peers have seen less" (fun worldState ->
                          TimedPeers.seen worldState |> List.sumBy List.length < most) ] }

        let report =
            StateSearch.Run(WorldModel.create world assumptions properties, SearchOptions(Workers = 1))

        report.Verdicts
        |> List.pick (fun struct (_, verdict) ->
            match verdict with
            | Violated path -> Some(ActionPath.steps world assumptions path)
            | Holds
            | Witnessed _
            | NeverWitnessed
            | Unknown -> None)

    [<Property(MaxTest = 150, Arbitrary = [| typeof<TimedPeersGenerators> |])>]
    let ``A run that the latency model finds has times at which every timer is exact and no message is late``
        (peers: TimedPeers)
        =
        let world = TimedPeers.world peers

        for bound in 1..3 do
            let steps = longest (latency bound) peers

            ((Run.initial world, Map.empty), steps)
            ||> List.fold (fun (run, sent) step ->
                match step.Action with
                | FireTimer(peer, timer) ->
                    Expect.equal (Some step.At) (Timers.tryFind timer run.WorldState.Nodes[peer].Timers)
                | Deliver number -> Expect.isTrue (step.At - Map.find number sent <= seconds bound)
                | _ -> ()

                match Run.apply world step.At step.Action run with
                | Error problem -> failwith problem
                | Ok(struct (run, emissions)) ->
                    run,
                    (sent, emissions)
                    ||> List.fold (fun sent emission ->
                        match emission with
                        | Emission.Sent envelope -> Map.add envelope.Number step.At sent
                        | Emission.Undeliverable _
                        | Emission.Noticed _ -> sent))
            |> ignore

    /// Ann's timer is set for 5 s as she starts; Ben's for 3 s as her message arrives.
    let private travelled =
        { Reactions = Map [ (0, 0, 0), [ Sets(0, 5); Says 0 ]; (1, 1, 1), [ Sets(0, 3) ] ] }

    /// Whether Ann's timer can fire while Ben's is still to fire.
    let private canOvertake assumptions =
        reached assumptions travelled |> Seq.contains [ [ 3; 0 ]; [ 1; 0 ] ]

    [<Fact>]
    let ``A message that travels for two seconds lets a timer of five seconds fire before one of three that it sets``
        ()
        =
        Expect.isFalse (canOvertake (assume TimeModel.Ordered))
        Expect.isFalse (canOvertake (latency 1))
        Expect.isTrue (canOvertake (latency 2))
        Expect.isTrue (canOvertake (latency 3))
        Expect.isTrue (canOvertake (assume TimeModel.Any))

    [<Fact>]
    let ``One message beyond its time is enough to let timers change places`` () =
        for assumptions in [ latency 1; assume TimeModel.Ordered ] do
            Expect.isTrue (
                reached
                    { assumptions with
                        Budget = { FaultBudget.none with Delays = 1 } }
                    travelled
                |> Seq.contains [ [ 3; 0 ]; [ 0 ] ]
            )

    [<Fact>]
    let ``What waits behind an overdue message is overdue too`` () =
        let repeated =
            { Reactions = Map [ (0, 0, 0), [ Sets(0, 5); Says 0 ]; (0, 1, 3), [ Sets(0, 5); Says 1 ] ] }

        let reachesTwice delays =
            reached
                { latency 1 with
                    Budget =
                        { FaultBudget.none with
                            Delays = delays } }
                repeated
            |> Seq.contains [ [ 3; 3; 0 ]; [ 0 ] ]

        Expect.isFalse (reachesTwice 0)
        Expect.isTrue (reachesTwice 1)
