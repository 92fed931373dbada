namespace PeerFunctional.Tests.Verification

open FsCheck.FSharp
open FsCheck.Xunit
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

module PolicyDiffTests =

    let private pair first second =
        { First = first
          Second = second
          Network = Network.Ordered }

    let private faults drops crashes =
        { FaultBudget.none with
            Drops = drops
            Crashes = crashes }

    /// What each step of a schedule shows.
    let private replay pair faults schedule =
        (PairedWorld.initial pair faults, schedule)
        ||> List.mapFold (fun state step ->
            let outcome = PairedWorld.take pair state step
            outcome.Differences, outcome.Next)
        |> fst

    /// Every difference that a schedule of so many steps shows, whether or not another one led to an equal state.
    let rec private shown pair state steps =
        if steps = 0 then
            Set.empty
        else
            PairedWorld.steps pair state
            |> List.map (fun step ->
                let outcome = PairedWorld.take pair state step
                Set.union (set outcome.Differences) (shown pair outcome.Next (steps - 1)))
            |> Set.unionMany

    /// Each schedule shows its difference in its last step, and no schedule of fewer steps shows it.
    let private isShortest most pair faults =
        let struct (found, _, _) = PolicyDiff.search pair faults 3_000

        let replays (found: FoundDifference<_>) =
            let steps = replay pair faults found.Schedule
            let before, last = List.splitAt (steps.Length - 1) steps

            List.contains found.Difference (List.concat last)
            && not (List.contains found.Difference (List.concat before))

        let lengths =
            found |> List.map (fun (found: FoundDifference<_>) -> found.Schedule.Length)

        let deepest =
            lengths |> List.filter (fun length -> length <= most) |> List.fold max 0

        List.sort lengths = lengths
        && found
           |> List.map (fun (found: FoundDifference<_>) -> found.Difference)
           |> List.distinct
           |> List.length
            =
            found.Length
        && found |> List.forall replays
        && [ 1..deepest ]
           |> List.forall (fun steps ->
               set
                   [ for each in found do
                         if each.Schedule.Length <= steps then
                             each.Difference ]
                   =
                   shown pair (PairedWorld.initial pair faults) steps)

    [<Property(MaxTest = 60)>]
    let ``Each schedule shows just the difference it names, and none is shorter`` () =
        let drawn = Gen.zip TimedPeers.generator TimedPeers.generator

        Prop.forAll (Arb.fromGen drawn) (fun (first, second) ->
            isShortest 7 (pair (TimedPeers.world first) (TimedPeers.world second)) (faults 1 0))

    [<Fact>]
    let ``A leader that gives up differs from one that does not where its patience ends`` () : unit =
        let pair, faults = pair (Toy.world 2) (Toy.world 3), faults 2 0
        isShortest 9 pair faults |> Expect.isTrue
        let struct (found, _, isWhole) = PolicyDiff.search pair faults 3_000
        isWhole |> Expect.isTrue

        let first = found |> List.head
        first.Difference.Peer |> Expect.equal "Leader"
        first.Difference.First |> Expect.equal ValueNone
        first.Schedule |> List.filter _.IsFires |> List.length |> Expect.equal 3

    [<Fact>]
    let ``A machine does not differ from itself`` () : unit =
        let struct (found, _, isWhole) =
            PolicyDiff.search (pair (Toy.world 2) (Toy.world 2)) (faults 2 1) 20_000

        (found.IsEmpty, isWhole) |> Expect.equal (true, true)

    [<Theory>]
    [<InlineData("sneakernet", "one-event", "GOT")>]
    [<InlineData("tracker", "two", "PING")>]
    let ``What the recovering policy adds to the original's messages is found``
        (system: string, world: string, kind: string)
        : unit =
        let scenario policy =
            Policy.name policy, FoundRuns.scenario system (PeerPolicies.same policy) world

        match
            PolicyDiff.ofScenarios (scenario AsPublished) (scenario Recovering) Network.Ordered (faults 0 0) 2_000
        with
        | Error problem -> failwith problem
        | Ok report ->
            report.Differences
            |> List.exists (fun told ->
                told.Sentence.EndsWith $"sends nothing with published, and {kind} with recovering")
            |> Expect.isTrue

            report.Differences
            |> List.map _.Steps
            |> Expect.equal (report.Differences |> List.map _.Steps |> List.sort)
