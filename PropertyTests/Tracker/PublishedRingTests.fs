namespace PeerFunctional.Tests.Tracker

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tracker
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// What the published ring breaks, each with its shortest trace. Each law is checked alone. A goal is taken as
/// reached where the tracker fell silent or a peer answers nobody: those have rows of their own.
[<Collection "alone">]
module PublishedRingTests =

    let private noFault =
        { FaultBudget.none with
            Delays = ValueSome 0 }

    let private oneDrop = { noFault with Drops = 1 }
    let private pieces = { noFault with Garbles = 1 }
    let private oneCrash = { noFault with Crashes = 1 }
    let private oneDeath = { noFault with Wipes = 1 }

    let private always sentence situation =
        let laws = RingLaws.ofSituation situation

        { Always = laws.Always |> List.filter (fun law -> law.Sentence = sentence)
          Sometimes = []
          Goal = Law.ofWorld "nothing else is asked" (fun _ -> true) }

    /// The goal, or what has a row of its own is broken already.
    let private goal (law: RingSituation -> Law<RingScene>) excuse situation =
        let law = law situation

        let answers =
            (RingLaws.ofSituation situation).Always
            |> List.find (fun law -> law.Sentence = "whoever is alive answers its callers")

        let holds scene =
            law.Holds scene
            || not (RingLaws.isServing scene)
            || not (answers.Holds scene)
            || excuse situation scene

        { Always = []
          Sometimes = []
          Goal = { law with Holds = holds } }

    let private serves = always "the tracker never stops serving"
    let private answers = always "whoever is alive answers its callers"
    let private completes = goal RingLaws.completion (fun _ _ -> false)

    /// The ring, where everybody has everything.
    let private settles =
        goal RingLaws.settling (fun situation scene -> not ((RingLaws.completion situation).Holds scene))

    let private isGone scene (situation: RingSituation) handle =
        RingLaws.peers situation scene
        |> List.exists (fun peer -> peer.Handle = handle && not (RingLaws.isLiving peer))

    /// Whoever lacks something has a neighbour that lives.
    let private follows =
        let law situation =
            Law.ofWorld "when faults stop, nobody goes on asking one who is gone" (fun scene ->
                RingLaws.living situation scene
                |> List.forall (fun peer ->
                    Collector.isComplete peer.Collector
                    || Collector.neighbour peer.Collector
                       |> ValueOption.forall (fun neighbour -> not (isGone scene situation neighbour.Handle))))

        goal law (fun _ _ -> false)

    /// What happens, the world, what goes wrong, the law, the steps of the trace (where it goes on for ever, to the end of its
    /// first round), and what its last scene lacks.
    let private violations =
        [ "a peer alone is its own neighbour",
          "alone",
          noFault,
          completes,
          60,
          "ann never gets item 1: it is its own neighbour"
          "what is dealt to nobody is got by nobody",
          "short",
          noFault,
          completes,
          135,
          "ann never gets item 2: nobody holds it"
          "one broken connection silences the tracker",
          "alone",
          oneDrop,
          serves,
          4,
          "ann never gets item 0: the tracker fell silent"
          "one message in pieces silences the tracker",
          "alone",
          pieces,
          serves,
          4,
          "ann never gets item 0: the tracker fell silent"
          "a peer that crashes as it registers silences the tracker",
          "alone",
          oneCrash,
          serves,
          4,
          "ann never gets item 0: the tracker fell silent"
          "one broken connection ends a peer's server",
          "plenty",
          oneDrop,
          answers,
          12,
          "ben never gets item 0: it knows no neighbour"
          "one message in pieces ends a peer's server",
          "plenty",
          pieces,
          answers,
          12,
          "ben never gets item 0: it knows no neighbour"
          "who misses its UPDATE_NBR never hears of another peer",
          "two",
          oneDrop,
          completes,
          63,
          "ann never gets item 0: it knows no neighbour"
          "the one left after a round of PING goes on asking the dead",
          "two",
          oneDeath,
          follows,
          82,
          "ann never gets item 1: its neighbour ben is gone"
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
          "ann never gets into the ring"
          "one death takes a living peer out of the ring",
          "plenty",
          oneDeath,
          settles,
          17,
          "ann never gets into the ring" ]

    let private find (about: string, world, faults, law, _, _) =
        let situation = RingWorlds.named world |> Option.get
        let laws: Laws<RingScene> = law situation

        let model =
            WorldModel.create (RingWorlds.world AsPublished situation) Network.Queues faults laws

        let report =
            StateSearch.Run(model, SearchOptions(Workers = 2, MaxStates = 100_000L))

        report.Verdicts
        |> List.tryPick (fun struct (_, verdict) ->
            match verdict with
            | Violated trace ->
                let struct (_, last) = List.last trace.Steps
                Some(about, trace.Steps.Length, RingSentence.missing situation last.Scene)
            | Holds
            | Witnessed _
            | NeverWitnessed
            | Unknown -> None)

    [<Fact>]
    let ``The published ring breaks each of these laws, by a trace of so many steps`` () : unit =
        let expected =
            violations
            |> List.map (fun (about, _, _, _, steps, missing) -> Some(about, steps, ValueSome missing))

        Expect.equal expected (List.map find violations)

    [<Fact>]
    let ``Without a fault, the published ring gets by where there are as many peers as items`` () : unit =
        for name in [ "two"; "plenty"; "three" ] do
            let situation = RingWorlds.named name |> Option.get

            let model =
                WorldModel.create
                    (RingWorlds.world AsPublished situation)
                    Network.Queues
                    noFault
                    (RingLaws.ofSituation situation)

            Expecto.Expect.isTrue (Report.passed (StateSearch.Run(model, SearchOptions(Workers = 2)))) name
