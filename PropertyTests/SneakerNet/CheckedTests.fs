namespace PeerFunctional.Tests.SneakerNet

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// SneakerNet's worlds, state by state.
[<Collection "alone">]
module CheckedTests =

    let private noFault =
        { FaultBudget.none with
            Delays = ValueSome 0 }

    let private check plant policy situation faults =
        let world = Worlds.world policy situation |> plant
        let laws = Worlds.laws policy situation

        StateSearch.Run(
            WorldModel.create world Network.Queues faults laws,
            SearchOptions(Workers = 2, MaxStates = 200_000L)
        )

    let private failed report =
        Report.failures report |> List.map (fun struct (property, _) -> Property.sentence property)

    let private holds policy situation faults =
        let report = check id policy situation faults
        let world = $"{situation.Name}, %A{faults}"
        Expecto.Expect.equal report.Extent Exhaustive world
        Expecto.Expect.sequenceEqual (failed report) [] world

    let private situation name =
        Worlds.situations |> List.find (fun situation -> situation.Name = name)

    [<Fact>]
    let ``Every planted bug is found in its smallest world`` () : unit =
        let missed =
            PlantedBugs.all
            |> List.filter (fun bug -> List.isEmpty (failed (check bug.Plant Recovering bug.Situation bug.Faults)))
            |> List.map _.Name

        missed |> Expect.isEmpty

    [<Fact>]
    let ``Where the planted bugs are found, the machine without them is sound`` () : unit =
        for situation, faults in PlantedBugs.all |> List.map (fun bug -> bug.Situation, bug.Faults) |> List.distinct do
            holds Recovering situation faults

    [<Fact>]
    let ``A planted bug that needs a fault does not show without it`` () : unit =
        for bug in PlantedBugs.all |> List.filter (fun bug -> bug.Faults <> noFault) do
            let report = check bug.Plant Recovering bug.Situation noFault
            Expecto.Expect.isTrue (Report.passed report) bug.Name

    [<Fact>]
    let ``A recovering replica gets by in every world with a lost letter`` () : unit =
        for situation in Worlds.situations do
            holds Recovering situation { noFault with Drops = 1 }

    [<Fact>]
    let ``A recovering replica gets by with two lost letters and a copy`` () : unit =
        for name in [ "one-event"; "both-ways" ] do
            holds
                Recovering
                (situation name)
                { noFault with
                    Drops = 2
                    Duplicates = 1 }

    [<Fact>]
    let ``A recovering replica gets by with a crash and a lost letter`` () : unit =
        holds Recovering (situation "one-event") { noFault with Drops = 1; Crashes = 1 }

    [<Fact>]
    let ``A recovering replica gets by with a lost disk and a lost letter, and gets all of it back from whoever is still there``
        ()
        : unit =
        for name in [ "one-event"; "both-ways"; "behind" ] do
            let situation = situation name
            let laws = Worlds.laws Recovering situation

            let isWhole (scene: SneakerNetScene) =
                scene.Nodes |> Seq.exists _.DiskLost
                && scene.Nodes |> Seq.map _.Store |> Seq.distinct |> Seq.length = 1
                && not scene.Nodes[0].Store.IsEmpty

            let model =
                { laws with
                    Sometimes = Law.ofWorld "whoever lost its disk gets everything back" (isWhole) :: laws.Sometimes }
                |> WorldModel.create
                    (Worlds.world Recovering situation)
                    Network.Queues
                    { noFault with Drops = 1; Wipes = 1 }

            let report =
                StateSearch.Run(model, SearchOptions(Workers = 2, MaxStates = 200_000L))

            Expecto.Expect.equal report.Extent Exhaustive name
            Expecto.Expect.sequenceEqual (failed report) [] name

    [<Fact>]
    let ``One lost message leaves published replicas incomplete in every world where a replica lacks an event``
        ()
        : unit =
        let isLacking (situation: Situation) =
            situation.Peers |> List.map (snd >> Set.ofList) |> List.distinct |> List.length > 1

        for situation in Worlds.situations |> List.filter isLacking do
            let report = check id AsPublished situation { noFault with Drops = 1 }
            let goal = (Worlds.laws AsPublished situation).Goal.Sentence
            Expecto.Expect.equal report.Extent Exhaustive situation.Name
            Expect.equal [ goal ] (failed report)
