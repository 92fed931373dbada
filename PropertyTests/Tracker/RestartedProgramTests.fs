namespace PeerFunctional.Tests.Tracker

open System
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// Trackers, peers and clients that end and are started again within a capture: each process is judged for itself.
module RestartedProgramTests =

    let private seconds = TimeSpan.FromSeconds: float -> TimeSpan

    let private policyName policy =
        match policy with
        | AsPublished -> "published"
        | Recovering -> "recovering"

    let private startsAgain (policy: Policy) (network: LosslessNetwork<RingParticipant, Message>) =
        network.Add("tracker", 7777, LosslessNetwork.tracker policy LosslessNetwork.original, TimeSpan.Zero)
        network.Add("cat", 9003, LosslessNetwork.peer policy "cat" 9003, seconds 0.1)
        network.Add("dan", 9004, LosslessNetwork.peer policy "dan" 9004, seconds 0.5)
        network.Run(seconds 30.0)

    let private ringOfTwo policy =
        let network =
            LosslessNetwork.settle policy LosslessNetwork.original [ policy, "ann", 0.0; policy, "ben", 0.4 ]

        network.Run(seconds 12.0)
        network

    /// A ring of two whose tracker is gone after 12 s, and 6 s later serves two others; who calls meanwhile is refused.
    let private refusing policy =
        let network = ringOfTwo policy
        network.Kill "tracker"
        network.Run(seconds 1.0)
        network.Add("eve", 9005, LosslessNetwork.peer policy "eve" 9005, TimeSpan.Zero)
        network.Run(seconds 4.0)
        network.Kill "eve"
        network.Run(seconds 1.0)
        startsAgain policy network
        network.Captured

    /// The same, but no peer calls meanwhile.
    let private unnoticed policy =
        let network = ringOfTwo policy
        network.Kill "tracker"
        network.Run(seconds 6.0)
        startsAgain policy network
        network.Captured

    /// A ring of three of which one is killed after 12 s, and started again a second later.
    let private withPeerAgain policy =
        let network = ringOfTwo policy
        network.Add("cat", 9003, LosslessNetwork.peer policy "cat" 9003, TimeSpan.Zero)
        network.Run(seconds 6.0)
        network.Kill "ben"
        network.Run(seconds 1.0)
        network.Add("ben", 9002, LosslessNetwork.peer policy "ben" 9002, TimeSpan.Zero)
        network.Run(seconds 29.0)
        network.Captured

    let private verdicts seen =
        seen |> RingCaptures.framesOf (seconds 48.0) |> RingCaptures.verdicts

    let private ofTracker (verdicts: string list) =
        verdicts |> List.filter _.StartsWith("tracker", StringComparison.Ordinal)

    let private diverging (verdicts: string list) =
        verdicts |> List.filter _.Contains("diverges")

    let private divergingParties seen =
        seen |> verdicts |> diverging |> List.map (fun (verdict: string) -> verdict.Split(" from ")[0])

    /// What was seen with the first thing after a time that `change` changes changed.
    let private changed after change seen =
        let next isDone (struct (at: TimeSpan, line, what)) =
            match (if isDone || at < after then None else change what) with
            | Some other -> struct (at, line, other), true
            | None -> struct (at, line, what), isDone

        List.mapFold next false seen |> fst

    let private lie what =
        match what with
        | Says(side, RegInit({ Neighbour = ValueSome neighbour } as placement)) ->
            let wrong = ValueSome { neighbour with Handle = "BEN" }
            Some(Says(side, RegInit { placement with Neighbour = wrong }))
        | _ -> None

    let private policies = [ AsPublished; Recovering ]

    [<Theory>]
    [<InlineData("published", true)>]
    [<InlineData("published", false)>]
    [<InlineData("recovering", true)>]
    [<InlineData("recovering", false)>]
    let ``A tracker that was started again is judged as two processes, whether calls were refused between or not``
        (name: string)
        (areRefused: bool)
        : unit =
        let policy = policies |> List.find (fun policy -> policyName policy = name)

        let verdicts = verdicts (if areRefused then refusing policy else unnoticed policy)

        diverging verdicts |> Expect.equal []

        ofTracker verdicts
        |> Expect.equal [ $"tracker conforms to {name}"; $"tracker, started again conforms to {name}" ]

    [<Fact>]
    let ``A tracker that told a wrong neighbour diverges, though it was started again later`` () : unit =
        for policy in policies do
            refusing policy
            |> changed TimeSpan.Zero lie
            |> divergingParties
            |> Expect.equal [ "tracker diverges" ]

            unnoticed policy
            |> changed TimeSpan.Zero lie
            |> divergingParties
            |> Expect.contains "tracker diverges"

    [<Fact>]
    let ``A tracker that tells a newcomer that the ring is empty diverges, for it goes on with its other members``
        ()
        : unit =
        let forget what =
            match what with
            | Says(side, RegInit({ Neighbour = ValueSome neighbour } as placement)) ->
                let itself =
                    { Handle = "ben"
                      Address = { neighbour.Address with Port = 9002 } }

                Some(
                    Says(
                        side,
                        RegInit
                            { placement with
                                Neighbour = ValueSome itself }
                    )
                )
            | _ -> None

        let network = ringOfTwo AsPublished
        network.Run(seconds 36.0)

        network.Captured
        |> changed (seconds 3.2) forget
        |> divergingParties
        |> Expect.contains "tracker diverges"

    [<Theory>]
    [<InlineData("published")>]
    [<InlineData("recovering")>]
    let ``A peer that was started again with its handle is judged as two processes`` (name: string) : unit =
        let policy = policies |> List.find (fun policy -> policyName policy = name)
        let verdicts = verdicts (withPeerAgain policy)
        diverging verdicts |> Expect.equal []

        verdicts
        |> List.filter _.StartsWith("ben", StringComparison.Ordinal)
        |> Expect.equal [ $"ben conforms to {name}"; $"ben, started again conforms to {name}" ]

    [<Fact>]
    let ``A peer that was started again and then answers PING with another handle diverges`` () : unit =
        let misname what =
            match what with
            | Says(TcpEnd.Callee, Ack "ben") -> Some(Says(TcpEnd.Callee, Ack "bob"))
            | _ -> None

        for policy in policies do
            withPeerAgain policy
            |> changed (seconds 22.0) misname
            |> divergingParties
            |> Expect.contains "ben, started again diverges"

    /// The original programs, recorded: which processes there were.
    [<Theory>]
    [<InlineData("tracker-started-again", "tracker; tracker, started again; ann; ben; cat; dan")>]
    [<InlineData("ring-started-again",
                 "tracker; tracker, started again; ann; ann, started again; ben; ben, started again")>]
    [<InlineData("peer-started-again", "tracker; ann; ann, started again; ben; cat")>]
    [<InlineData("peer-started-again-after-pruning", "tracker; ann; ann, started again; ben; cat")>]
    let ``Every process of a recorded ring whose programs were started again conforms``
        (recording: string)
        (processes: string)
        : unit =
        RingCaptures.frames recording
        |> RingCaptures.verdicts
        |> Expect.equal [ for name in processes.Split "; " -> $"{name} conforms to published" ]

    [<Theory>]
    [<InlineData("part1-started-again", "published")>]
    [<InlineData("part1-reset-and-started-again", "recovering")>]
    let ``A tracker of part 1 that was started again, and the client that was run on each, conform``
        (recording: string)
        (policy: string)
        : unit =
        RingCaptures.frames recording
        |> RingCaptures.verdicts
        |> Expect.equal
            [ $"tracker conforms to {policy}"
              "client 127.0.0.1 conforms to recovering"
              "client 127.0.0.1, started again conforms to recovering" ]
