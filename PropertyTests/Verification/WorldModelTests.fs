namespace PeerFunctional.Tests.Verification

open System
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

[<Collection "alone">]
module WorldModelTests =

    let private prompt = FaultBudget.none

    let private model network faults tries =
        WorldModel.create (PingPong.world tries) (Assumptions.ordered network faults) PingPong.properties

    let private check network faults tries =
        StateSearch.Run(model network faults tries, SearchOptions(Workers = 2))

    let private verdicts (report: CheckReport<'state, 'action>) =
        report.Verdicts |> List.map (fun struct (_, verdict) -> verdict)

    /// Which of: one pong at most, a pong at all, she gets it.
    let private passed report =
        verdicts report
        |> List.map (function
            | Holds
            | Witnessed _ -> true
            | Violated _
            | NeverWitnessed
            | Unknown -> false)

    let private networks = [ Network.Unordered; Network.Ordered ]

    [<Fact>]
    let ``Without faults one try is enough on every network`` () : unit =
        for network in networks do
            Expect.equal [ true; true; true ] (passed (check network prompt 1))

    [<Fact>]
    let ``A lost envelope needs a second try, two lost envelopes a third`` () : unit =
        for network in networks do
            for drops in 1..2 do
                let faults = { prompt with Drops = drops }
                Expect.equal [ true; true; false ] (passed (check network faults drops))
                Expect.equal [ true; true; true ] (passed (check network faults (drops + 1)))

    [<Fact>]
    let ``A corrupted envelope is as good as lost`` () : unit =
        Expect.equal [ true; true; false ] (passed (check Network.Unordered { prompt with Corruptions = 1 } 1))

        Expect.equal [ true; true; true ] (passed (check Network.Unordered { prompt with Corruptions = 1 } 2))

    [<Fact>]
    let ``Where envelopes take any time, no number of tries is enough`` () : unit =
        let anyTime =
            { Assumptions.ordered Network.Unordered prompt with
                Time = TimeModel.Any }

        let model = WorldModel.create (PingPong.world 3) anyTime PingPong.properties

        Expect.equal [ true; true; false ] (passed (StateSearch.Run(model, SearchOptions(Workers = 2))))

    /// How many values each part of the state has.
    let private growth faults tries =
        let growth =
            StateSpaceProfile(fun state -> WorldModel.components (PingPong.world tries) state |> Seq.ofList)

        let report =
            StateSearch.Run(model Network.Unordered faults tries, SearchOptions(), visit = Action<_> growth.Note)

        report.Extent |> Expect.equal Exhaustive
        Map [ for struct (name, values) in growth.Rows -> name, values ]

    [<Fact>]
    let ``A store takes its time where a crash may come, and who is down misses an envelope`` () : unit =
        let faults = { prompt with Crashes = 1 }
        Expect.equal [ true; true; false ] (passed (check Network.Unordered faults 1))
        Expect.equal [ true; true; true ] (passed (check Network.Unordered faults 2))
        Expect.equal 1 (Map.find "Ann's questions to the store" (growth prompt 1))
        Expect.equal 2 (Map.find "Ann's questions to the store" (growth faults 1))

    [<Fact>]
    let ``Where all datagrams of a link are alike, a bag has as many states as queues`` () : unit =
        let unique network =
            (check network { FaultBudget.none with Drops = 1 } 3).Counts.Unique

        Expect.equal (unique Network.Unordered) (unique Network.Ordered)

    [<Fact>]
    let ``The shortest way to miss the pong is told step by step`` () : unit =
        let report = check Network.Unordered { prompt with Drops = 1 } 1

        match List.last (verdicts report) with
        | Violated path ->
            let words = model Network.Unordered { prompt with Drops = 1 } 1

            Expect.equal
                [ "Ping to Ben is lost"; "Ann's timer fires: no pong yet" ]
                (path.Steps |> List.map (fun struct (action, _) -> words.ActionWords action))

            let timeline =
                ActionPath.steps (PingPong.world 1) (Assumptions.ordered Network.Unordered FaultBudget.none) path
                |> Traces.found "ping-pong"
                |> TraceTimeline.timeline (PingPong.world 1) "ping-pong" "Ann never gets her pong"

            Expect.equal
                [ Sent(0, 0, 1, "Ping")
                  Dropped 0
                  TimelineEvent.TimerFired(0, "no pong yet")
                  Finished 0 ]
                (timeline.Events |> List.map _.Event)
        | other -> failwith $"%A{other}"

    [<Fact>]
    let ``The steps of a random walk lead to the worldState where the walk ended`` () : unit =
        let faults =
            { prompt with
                Drops = 1
                Duplicates = 2
                Corruptions = 1
                Crashes = 2 }

        let world = PingPong.world 4

        let digest worldState =
            WorldState.digest worldState Digest.empty

        for network in networks do
            for seed in 1..50 do
                let spent =
                    Sometimes(
                        "drops and crashes are spent",
                        fun (state: CollapsedState<_, _, _, _, _>) -> state.Left.Drops = 0 && state.Left.Crashes = 0
                    )

                let model =
                    { model network faults 4 with
                        Properties = [ spent ] }

                let walks = SearchOptions(Strategy = Strategy.RandomWalks(seed, 100, 60))

                match verdicts (StateSearch.Run(model, walks)) with
                | [ Witnessed path ] ->
                    let struct (_, last) = List.last path.Steps

                    let run =
                        (Run.initial world, ActionPath.steps world (Assumptions.ordered network FaultBudget.none) path)
                        ||> List.fold (fun run step ->
                            match Run.apply world step.At step.Action run with
                            | Ok(struct (run, _)) -> run
                            | Error problem -> failwith problem)

                    Expect.equal (digest (CollapsedState.expand last).WorldState) (digest run.WorldState)
                | other -> failwith $"%A{other}"

    [<Fact>]
    let ``A growth report counts the values of each part of the state`` () : unit =
        let rows = growth { prompt with Drops = 1 } 2
        Expect.equal 2 rows["Ann's store"]
        Expect.equal 1 rows["Ben's state"]
        Expect.equal 2 rows["remaining faults"]
        Expect.equal 3 rows["messages in flight"]
