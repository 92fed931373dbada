namespace PeerFunctional.Tests.Tracker

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tracker
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// The properties that the published ring violates, each with its shortest trace. Each property is checked alone. A
/// goal counts as reached if the tracker fell silent or a peer answers no caller, because these have rows of their
/// own.
[<Collection "alone">]
module PublishedRingTests =

    let private noFault = FaultBudget.none

    let private oneDrop = { noFault with Drops = 1 }
    let private pieces = { noFault with Corruptions = 1 }
    let private oneCrash = { noFault with Crashes = 1 }
    let private oneDeath = { noFault with DiskLosses = 1 }

    let private always sentence setup =
        let properties = RingProperties.ofSetup setup

        { Invariants = properties.Invariants |> List.filter (fun invariant -> invariant.Sentence = sentence)
          Reachable = []
          Liveness = Invariant.ofWorld "nothing else is asked" (fun _ -> true) }

    /// The goal, or a violation that has a row of its own.
    let private goal (invariant: RingSetup -> Invariant<RingWorldState>) excuse setup =
        let invariant = invariant setup

        let answers =
            (RingProperties.ofSetup setup).Invariants
            |> List.find (fun invariant -> invariant.Sentence = "every living peer answers its callers")

        let holds worldState =
            invariant.Holds worldState
            || not (RingProperties.isServing worldState)
            || not (answers.Holds worldState)
            || excuse setup worldState

        { Invariants = []
          Reachable = []
          Liveness = Invariant.ofWorld invariant.Sentence holds }

    let private serves = always "the tracker never stops serving"
    let private answers = always "every living peer answers its callers"
    let private completes = goal RingProperties.completion (fun _ _ -> false)

    /// The ring, if every peer has every item.
    let private settles =
        goal RingProperties.settling (fun setup worldState -> not ((RingProperties.completion setup).Holds worldState))

    let private isGone worldState (setup: RingSetup) handle =
        RingProperties.peers setup worldState
        |> List.exists (fun peer -> peer.Handle = handle && not (RingProperties.isLiving peer))

    /// Every peer that lacks an item has a living neighbour.
    let private follows =
        let invariant setup =
            Invariant.ofWorld "when faults stop, no peer keeps asking a peer that has left" (fun worldState ->
                RingProperties.living setup worldState
                |> List.forall (fun peer ->
                    Collector.isComplete peer.Collector
                    || Collector.neighbour peer.Collector
                       |> ValueOption.forall (fun neighbour -> not (isGone worldState setup neighbour.Handle))))

        goal invariant (fun _ _ -> false)

    /// The failure, the world, its faults, the property, the steps of the trace (of a lasso, to the end of its first
    /// round), and the failure text of its last world state.
    let private violations =
        [ "a peer alone is its own neighbour",
          "alone",
          noFault,
          completes,
          60,
          "ann never gets item 1: the peer is its own neighbour"
          "what is dealt to nobody is got by nobody",
          "short",
          noFault,
          completes,
          135,
          "ann never gets item 2: no peer holds that item"
          "one broken connection silences the tracker",
          "alone",
          oneDrop,
          serves,
          4,
          "ann never gets item 0: the tracker stopped answering"
          "one message in pieces silences the tracker",
          "alone",
          pieces,
          serves,
          4,
          "ann never gets item 0: the tracker stopped answering"
          "a peer that crashes as it registers silences the tracker",
          "alone",
          oneCrash,
          serves,
          4,
          "ann never gets item 0: the tracker stopped answering"
          "one broken connection ends a peer's server",
          "plenty",
          oneDrop,
          answers,
          12,
          "ann never gets item 0: the peer knows no neighbour"
          "one message in pieces ends a peer's server",
          "plenty",
          pieces,
          answers,
          12,
          "ann never gets item 0: the peer knows no neighbour"
          "who misses its UPDATE_NBR never hears of another peer",
          "two",
          oneDrop,
          completes,
          63,
          "ann never gets item 1: the peer is its own neighbour"
          "the one left after a round of PING goes on asking the dead",
          "two",
          oneDeath,
          follows,
          82,
          "ann never gets item 1: its neighbour ben has left"
          "a lost UPDATE_NBR is never sent again",
          "plenty",
          oneDrop,
          settles,
          25,
          "ann never learns that its neighbour is ben"
          "a peer that starts again, or whose tracker does, is out of the ring",
          "plenty",
          oneCrash,
          settles,
          17,
          "the tracker never adds ben to the ring"
          "one death takes a living peer out of the ring",
          "plenty",
          oneDeath,
          settles,
          17,
          "the tracker never adds ann to the ring" ]

    let private find (about: string, world, faults, invariant, _, _) =
        let setup = RingScenarios.named world |> Option.get
        let properties: Properties<RingWorldState> = invariant setup

        let model =
            WorldModel.create
                (RingScenarios.world PeerPolicies.published setup)
                (Assumptions.ordered Network.Ordered faults)
                properties

        let report =
            StateSearch.Run(model, SearchOptions(Workers = 2, MaxStates = 100_000L))

        report.Verdicts
        |> List.tryPick (fun struct (_, verdict) ->
            match verdict with
            | Violated trace ->
                let struct (_, last) = List.last trace.Steps
                Some(about, trace.Steps.Length, FailureText.incomplete setup (CollapsedState.expand last).WorldState)
            | Holds
            | Witnessed _
            | NeverWitnessed
            | Unknown -> None)

    [<Fact>]
    let ``The published ring violates each of these properties, by a trace of the listed length`` () : unit =
        // Which of two peers that are alike is hit makes no difference.
        let unnamed (missing: string) = missing.Replace("ben", "ann")

        let expected =
            violations
            |> List.map (fun (about, _, _, _, steps, missing) -> Some(about, steps, ValueSome(unnamed missing)))

        violations
        |> List.map (find >> Option.map (fun (about, steps, missing) -> about, steps, ValueOption.map unnamed missing))
        |> Expect.equal expected

    [<Fact>]
    let ``Without a fault, the published ring passes if there are as many peers as items`` () : unit =
        for name in [ "two"; "plenty"; "three" ] do
            let setup = RingScenarios.named name |> Option.get

            let model =
                WorldModel.create
                    (RingScenarios.world PeerPolicies.published setup)
                    (Assumptions.ordered Network.Ordered noFault)
                    (RingProperties.ofSetup setup)

            Expecto.Expect.isTrue (CheckReport.passed (StateSearch.Run(model, SearchOptions(Workers = 2)))) name
