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

    /// The violations of a world of an original under one fault at most, each as a property and the run that violates it.
    let private violations budget system world =
        FoundRuns.scenario system PeerPolicies.published world
        |> FoundRuns.told 10_000L (FoundRuns.ordered budget)

    /// The runs of the ring under one fault in which the tracker goes on, and the goal is missed all the same.
    let private servedInVain budget =
        (FoundRuns.scenario "tracker" PeerPolicies.published "plenty").Accept
            { new IScenarioVisitor<(string * ToldRun) list> with
                member _.Visit subject =
                    let isSilent worldState =
                        match subject.Missing worldState with
                        | ValueSome words -> words.Contains "the tracker stopped answering"
                        | ValueNone -> false

                    let goal = subject.Properties.Liveness

                    { subject with
                        Properties =
                            { Invariants = []
                              Reachable = []
                              Liveness =
                                Invariant.ofWorld goal.Sentence (fun worldState ->
                                    goal.Holds worldState || isSilent worldState) } }
                    |> Scenario.hide
                    |> FoundRuns.told 10_000L (FoundRuns.ordered budget) }

    [<Theory>]
    [<InlineData("tracker", "alone", 1, 3, "answer-everything")>]
    [<InlineData("link", "stream-idle", 0, 1, "keep-the-partner-quiet")>]
    [<InlineData("link", "stream", 0, 1, "read-first-headers")>]
    let ``A mend is named only for a run that shows its defect``
        (system: string, world: string, drops: int, runs: int, mend: string)
        : unit =
        let mends = (mended |> List.find (fun each -> each.Name = system)).Mends
        let found = violations { FaultBudget.none with Drops = drops } system world
        found |> Expect.hasLength runs

        for sentence, told in found do
            Mend.answering sentence told mends |> List.map _.Name |> Expect.equal [ mend ]

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
                          yield! violations budget system.Name world ]

            let answered =
                [ for sentence, told in found do
                      let mends = Mend.answering sentence told system.Mends
                      Expecto.Expect.isNonEmpty mends told.Sentence
                      yield! mends
                  if system.Name = "tracker" then
                      for sentence, told in List.collect servedInVain budgets do
                          yield! Mend.answering sentence told system.Mends ]
                |> List.map _.Name
                |> Set.ofList

            system.Mends
            |> List.filter (fun mend -> not mend.Answers.IsEmpty && not (answered.Contains mend.Name))
            |> List.map _.Name
            |> Expect.isEmpty
