namespace PeerFunctional.Tests.Verification

open Xunit
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

[<Collection "alone">]
module SubstreamTests =

    let private prompt = FaultBudget.none

    let private failures network faults =
        let report =
            StateSearch.Run(
                WorldModel.create VisitorWorld.world (Assumptions.ordered network faults) VisitorWorld.properties,
                SearchOptions(Workers = 2)
            )

        report.Extent |> Expect.equal Exhaustive

        [ for struct (property, verdict) in report.Verdicts do
              match verdict with
              | Holds
              | Witnessed _ -> ()
              | Violated _
              | NeverWitnessed
              | Unknown -> Property.sentence property ]

    [<Fact>]
    let ``However connections and streams break, a stream comes after what its connection said, and ends with it``
        ()
        : unit =
        for faults in
            [ prompt
              { prompt with Drops = 2 }
              { prompt with Crashes = 1 }
              { prompt with Drops = 1; Crashes = 1 }
              { prompt with Drops = 1; Delays = 1 } ] do
            failures Network.Unordered faults |> Expect.equal []

    [<Fact>]
    let ``Two thousand seeds of broken, cut and delayed streams end well, each the same when followed`` () : unit =
        let check seed =
            let outcome =
                Simulator.run VisitorWorld.world VisitorWorld.properties FaultOptions.standard (uint64 seed)

            let again =
                Simulator.follow
                    VisitorWorld.world
                    VisitorWorld.properties
                    FaultOptions.standard
                    outcome.Schedule
                    (fun _ _ -> ())

            if outcome.Ending <> Passed then
                Some $"seed {seed}: {outcome.Ending}"
            elif again <> outcome then
                Some $"seed {seed} takes other moves when followed"
            else
                None

        Expect.equal [||] (Array.Parallel.init 2_000 check |> Array.choose id)
