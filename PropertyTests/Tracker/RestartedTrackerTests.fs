namespace PeerFunctional.Tests.Tracker

open System
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// A tracker that ends and is started again on its port within a capture.
module RestartedTrackerTests =

    let private seconds = TimeSpan.FromSeconds: float -> TimeSpan

    let private policyName policy =
        match policy with
        | AsPublished -> "published"
        | Recovering -> "recovering"

    /// A ring of two whose tracker is gone after 12 s, and 6 s later serves two others; who calls meanwhile is refused.
    let private restarted policy =
        let network =
            LosslessNetwork.settle policy LosslessNetwork.original [ policy, "ann", 0.0; policy, "ben", 0.4 ]

        network.Run(seconds 12.0)
        network.Kill "tracker"
        network.Run(seconds 1.0)
        network.Add("eve", 9005, LosslessNetwork.peer policy "eve" 9005, TimeSpan.Zero)
        network.Run(seconds 4.0)
        network.Kill "eve"
        network.Run(seconds 1.0)
        network.Add("tracker", 7777, LosslessNetwork.tracker policy LosslessNetwork.original, TimeSpan.Zero)
        network.Add("cat", 9003, LosslessNetwork.peer policy "cat" 9003, seconds 0.1)
        network.Add("dan", 9004, LosslessNetwork.peer policy "dan" 9004, seconds 0.5)
        network.Run(seconds 30.0)
        network.Captured

    let private verdicts seen =
        seen |> RingCaptures.framesOf (seconds 48.0) |> RingCaptures.verdicts

    let private ofTracker (verdicts: string list) =
        verdicts |> List.filter _.StartsWith("tracker", StringComparison.Ordinal)

    let private diverging (verdicts: string list) =
        verdicts |> List.filter _.Contains("diverges")

    /// What was seen with the first thing that `change` changes changed.
    let private changed change seen =
        let next isDone (struct (at, line, what)) =
            match (if isDone then None else change what) with
            | Some other -> struct (at, line, other), true
            | None -> struct (at, line, what), isDone

        List.mapFold next false seen |> fst

    let private lie what =
        match what with
        | Says(side, RegInit({ Neighbour = ValueSome neighbour } as placement)) ->
            let wrong = ValueSome { neighbour with Handle = "BEN" }
            Some(Says(side, RegInit { placement with Neighbour = wrong }))
        | _ -> None

    [<Theory>]
    [<InlineData("published")>]
    [<InlineData("recovering")>]
    let ``A tracker that was gone while calls were refused is judged as two processes`` (name: string) : unit =
        let policy =
            [ AsPublished; Recovering ] |> List.find (fun policy -> policyName policy = name)

        let verdicts = verdicts (restarted policy)
        diverging verdicts |> Expect.equal []

        ofTracker verdicts
        |> Expect.equal [ $"tracker conforms to {name}"; $"tracker, started again conforms to {name}" ]

    [<Fact>]
    let ``A tracker that told a wrong neighbour diverges, though it was started again later`` () : unit =
        for policy in [ AsPublished; Recovering ] do
            restarted policy
            |> changed lie
            |> verdicts
            |> diverging
            |> List.map (fun (verdict: string) -> verdict.Split(" from ")[0])
            |> Expect.equal [ "tracker diverges" ]
