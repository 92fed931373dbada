namespace PeerFunctional.Tests.Verification

open System
open System.IO
open System.Reflection
open Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// What the recovering machines mend, as data.
[<Collection "alone">]
module MendTests =

    let private mended =
        Systems.all |> List.filter (fun system -> not system.Mends.IsEmpty)

    [<Fact>]
    let ``The table of mends in each system's page is made of its mends`` () : unit =
        mended |> Expect.hasLength 3

        for system in mended do
            File.ReadAllText(Path.Combine(Repository.root, "docs", $"{system.Name}.md"))
            |> Expect.stringContains ("\n\n" + String.Join('\n', Mend.table system.Mends) + "\n\n")

    [<Fact>]
    let ``Every mend has a name of its own and a test that exists`` () : unit =
        let tests =
            Assembly.GetExecutingAssembly().GetTypes()
            |> Seq.collect _.GetMethods()
            |> Seq.map _.Name
            |> Set.ofSeq

        for system in mended do
            system.Mends |> List.distinctBy _.Name |> Expect.hasLength system.Mends.Length

            for mend in system.Mends do
                Expecto.Expect.isTrue (tests.Contains mend.Test) $"{mend.Name}: there is no test '{mend.Test}'"
                mend.Name |> Expect.isMatch "^[a-z-]+$"

    let private budgets =
        [ FaultBudget.none
          { FaultBudget.none with Drops = 1 }
          { FaultBudget.none with
              Corruptions = 1 }
          { FaultBudget.none with Crashes = 1 }
          { FaultBudget.none with DiskLosses = 1 } ]

    /// The violations of a world under one fault at most, each as a property and the trace that violates it.
    let private violations budget =
        { new IScenarioVisitor<(string * Trace<string>) list> with
            member _.Visit(subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
                let model =
                    WorldModel.create subject.World (Assumptions.ordered Network.Ordered budget) subject.Properties

                StateSearch.Run(model, SearchOptions(Workers = 2, MaxStates = 10_000L)).Verdicts
                |> List.choose (fun struct (property, verdict) ->
                    match verdict with
                    | Violated path ->
                        let steps =
                            ActionPath.steps subject.World (Assumptions.ordered Network.Ordered FaultBudget.none) path

                        let sentence = Property.sentence property
                        let trace = Trace.ofSteps subject (Broken sentence) steps
                        Some(sentence, Trace.inWords subject.World trace)
                    | Holds
                    | Witnessed _
                    | NeverWitnessed
                    | Unknown -> None) }

    [<Fact>]
    let ``Every way in which an original breaks its properties has a mend, and every mend that names one answers it``
        ()
        : unit =
        for system, worlds in
            [ "sneakernet", [ "one-event" ]
              "tracker", [ "alone"; "plenty" ]
              "link", [ "two"; "stream"; "stream-idle"; "violation" ] ] do
            let system = mended |> List.find (fun each -> each.Name = system)

            let found =
                [ for world in worlds do
                      for budget in budgets do
                          match system.Scenario PeerPolicies.published world with
                          | ValueSome scenario -> yield! scenario.Accept(violations budget)
                          | ValueNone -> failwith world ]

            let answered =
                [ for sentence, trace in found do
                      let mends = Mend.answering sentence trace system.Mends
                      Expecto.Expect.isNonEmpty mends $"{sentence}: %A{FaultKind.ofTrace trace}"
                      yield! mends ]
                |> List.map _.Name
                |> Set.ofList

            system.Mends
            |> List.filter (fun mend -> not mend.Answers.IsEmpty && not (answered.Contains mend.Name))
            |> List.map _.Name
            |> Expect.isEmpty
