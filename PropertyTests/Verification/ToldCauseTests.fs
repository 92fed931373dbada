namespace PeerFunctional.Tests.Verification

open Xunit
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the sentence and the picture of a counterexample say.
[<Collection "alone">]
module ToldCauseTests =

    let private originalPeers =
        { First = Recovering
          Others = AsPublished }

    let private originalTracker =
        { First = AsPublished
          Others = Recovering }

    let private runs policies assumptions =
        FoundRuns.told 40_000L assumptions (FoundRuns.scenario "tracker" policies "alone")

    let private told sentence runs =
        runs |> List.find (fst >> (=) sentence) |> snd

    [<Fact>]
    let ``A sentence names every fault that a violation needs`` () : unit =
        let faults =
            { FaultBudget.none with
                Drops = 1
                Crashes = 1 }

        let run =
            runs originalPeers (FoundRuns.ordered faults) |> told "every living peer answers its callers"

        run.Sentence |> Expect.stringContains " crashed in step "
        run.Sentence |> Expect.stringContains " was lost in step "

    let private noFault =
        { Network = Network.Ordered
          Time = TimeModel.Any
          Budget = FaultBudget.none }

    [<Fact>]
    let ``Where nothing is lost, a sentence names the timer that overtook a message`` () : unit =
        for property, run in runs originalTracker noFault do
            Expecto.Expect.stringContains run.Sentence " in step " property

            Expecto.Expect.isTrue
                (run.Sentence.Contains "was under way" || run.Sentence.Contains "which was due earlier")
                run.Sentence

    [<Fact>]
    let ``The last step of a violated invariant is drawn, even if it sends nothing`` () : unit =
        for policies in [ originalPeers; originalTracker ] do
            for property, run in runs policies noFault do
                match run.Trace.Ending with
                | Broken _ ->
                    let drawn =
                        (Timeline.withoutNotices run.Timeline).Events |> List.choose (_.Step >> ValueOption.toOption)

                    Expecto.Expect.equal (List.max drawn) run.Trace.Steps.Length property
                | Missed _
                | Passed -> ()
