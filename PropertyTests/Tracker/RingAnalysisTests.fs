namespace PeerFunctional.Tests.Tracker

open System
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Tracker
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Verdicts on captured trackers and peers.
module RingAnalysisTests =

    let private conforming names =
        [ for name in names -> $"{name} conforms to published" ]

    let private three = conforming [ "tracker"; "ann"; "ben"; "cat" ]

    /// The expected verdicts on each recording of the originals and the stand-ins beside them.
    let private expected =
        [ "register-3-peers", three
          "stuck-3-peers", three
          "prune", three
          "register-5-peers", conforming [ "tracker"; "ann"; "ben"; "cat"; "dan"; "eve" ]
          "register-3-peers-py3",
          "tracker conforms to published"
          :: [ for name in [ "ann"; "ben"; "cat" ] -> $"{name} conforms to published (Python 3)" ]
          "prune-hung",
          [ "tracker conforms to published"
            "ann conforms to published"
            "mute diverges from published at the end, where the end of the connection with 127.0.0.1:47112 is missing"
            "closer diverges from published at 73, where QUERY_RESULT 0 \"blue\" is missing"
            "ben conforms to published" ]
          "prune-odd-answers",
          [ "tracker conforms to published"
            "readclose cannot be judged: the capture holds no query from one peer to another"
            "mute diverges from published at the end, where the end of the connection with 127.0.0.1:35900 is missing"
            "junk diverges from published at 63, where the end of the connection with 127.0.0.1:36742 is missing"
            "close cannot be judged: the capture holds no query from one peer to another" ]
          "echo",
          [ "tracker conforms to published"
            "caller 127.0.0.1 takes no part: this caller registered no peer"
            "zoe 127.0.0.1:9555 conforms to published"
            "zoe 127.0.0.1:9556 conforms to published" ]
          // The original client's 16 items are what our collector asks for; the odd requests after them are by hand.
          "part1",
          [ "tracker conforms to published"
            "client 127.0.0.1 diverges from recovering at 171, where nothing is missing" ] ]

    [<Fact>]
    let ``Every recording gets the right verdict for every participant`` () : unit =
        Expect.equal (List.sort ("part1" :: Fixtures.ring)) (expected |> List.map fst |> List.sort)

        for recording, verdicts in expected do
            RingCaptures.frames recording |> RingCaptures.verdicts |> Expect.equal verdicts

    let private isOfMessage (line: MessageRow) =
        not (line.Words.StartsWith "reset" || line.Words.StartsWith "refused")

    [<Fact>]
    let ``Every message of a recording is a row in words, and only damaged ones are malformed`` () : unit =
        for recording in "part1" :: Fixtures.ring do
            let lines =
                RingCaptures.frames recording
                |> RingCaptures.reports
                |> List.collect _.Rows
                |> List.filter isOfMessage

            let told = Fixtures.told recording
            Expect.equal (List.length told) lines.Length

            if recording <> "part1" then
                Expect.equal
                    (told |> List.filter (fun message -> ValueOption.isNone message.Value) |> List.length)
                    (lines |> List.filter (fun line -> ValueOption.isSome line.Malformation) |> List.length)

    [<Fact>]
    let ``A participant named by its role shows the role once`` () : unit =
        RingCaptures.frames "part1"
        |> RingCaptures.reports
        |> List.collect _.Verdicts
        |> List.map ParticipantVerdict.who
        |> Expect.equal [ "tracker"; "client 127.0.0.1" ]

    let private seconds = TimeSpan.FromSeconds: float -> TimeSpan

    let private policyName policy =
        match policy with
        | AsPublished -> "published"
        | Recovering -> "recovering"

    /// A peer of ours whose neighbour has every item behaves like the original.
    let private isOf policy name verdict =
        verdict = $"{name} conforms to {policyName policy}"
        || (policy = Recovering && verdict = $"{name} conforms to published")

    [<Theory>]
    [<InlineData("three-originals")>]
    [<InlineData("original-tracker")>]
    [<InlineData("five-of-ours")>]
    [<InlineData("five-further")>]
    [<InlineData("five-further-peer")>]
    let ``No side diverges in a recording of our programs, with further items and without`` (recording: string) : unit =
        let verdicts =
            RingCaptures.frames $"ours/{recording}" |> RingCaptures.reports |> List.collect _.Verdicts

        verdicts |> List.filter _.Conformance.IsDiverges |> Expect.isEmpty

        verdicts
        |> List.collect (fun verdict -> Conformance.lines verdict.Conformance)
        |> List.exists (fun line -> line.StartsWith("conforms to recovering", StringComparison.Ordinal))
        |> Expect.isTrue

    /// The REGISTER of frame 4 came at 0.19 s, and its answer left with frame 11 at 1.35 s, a REGISTER later.
    [<Fact>]
    let ``The lateness of an answer counts from its request, whatever came between`` () : unit =
        RingCaptures.frames "ours/five-further"
        |> RingCaptures.reports
        |> List.collect _.Verdicts
        |> List.filter (fun side -> side.Role = "tracker")
        |> List.collect (fun side -> Conformance.lines side.Conformance)
        |> Expect.equal [ "conforms to recovering, late by 1.2 s" ]

    [<Fact>]
    let ``A ring of ours conforms to its policy, beside peers of either policy`` () : unit =
        for tracker in [ AsPublished; Recovering ] do
            for peers in
                [ [ Recovering; Recovering; Recovering; Recovering; Recovering ]
                  [ AsPublished; Recovering; AsPublished ]
                  [ AsPublished; AsPublished ]
                  [ Recovering ] ] do
                let settlers =
                    peers |> List.mapi (fun index policy -> policy, $"peer {index}", 0.7 * float index)

                let verdicts =
                    LosslessNetwork.settle tracker LosslessNetwork.original settlers
                    |> RingCaptures.framesOfTown (seconds 50.0)
                    |> RingCaptures.verdicts

                Expect.equal (peers.Length + 1) verdicts.Length
                verdicts |> Expect.contains $"tracker conforms to {policyName tracker}"

                for policy, name, _ in settlers do
                    Expecto.Expect.isTrue (verdicts |> List.exists (isOf policy name)) (String.Join("; ", verdicts))

    [<Theory>]
    [<InlineData(0.2)>]
    [<InlineData(0.5)>]
    [<InlineData(5.0)>]
    let ``Peers of ours with a short or a long pace conform`` (pace: float) : unit =
        let network = LosslessNetwork.settle Recovering LosslessNetwork.original []

        for index, name in List.indexed [ "ann"; "ben"; "cat" ] do
            let settings =
                { LosslessNetwork.settings Recovering name (9001 + index) with
                    Pace = seconds pace }

            network.Add(name, 9001 + index, PeerPart(Collector.initial settings), seconds (0.1 * float index))

        let verdicts =
            network |> RingCaptures.framesOfTown (seconds 50.0) |> RingCaptures.verdicts

        Expect.equal 4 verdicts.Length

        for verdict in verdicts do
            verdict |> Expect.stringEnds "conforms to recovering"

    /// One that leaves asks the tracker for an item that it holds.
    [<Fact>]
    let ``The query of a peer that leaves accuses no other peer`` () : unit =
        for staying in [ []; [ "ann" ]; [ "ben" ]; [ "ann"; "ben" ]; [ "ann"; "cat" ] ] do
            let network = LosslessNetwork.settle Recovering LosslessNetwork.original []

            for index, name in List.indexed [ "ann"; "ben"; "cat" ] do
                let settings =
                    { LosslessNetwork.settings Recovering name (9001 + index) with
                        Stay = List.contains name staying }

                network.Add(name, 9001 + index, PeerPart(Collector.initial settings), seconds (0.7 * float index))

            let verdicts =
                network |> RingCaptures.framesOfTown (seconds 50.0) |> RingCaptures.verdicts

            Expecto.Expect.hasLength verdicts 4 (String.Join("; ", verdicts))

            for verdict in verdicts do
                Expecto.Expect.stringContains verdict " conforms to " (String.Join("; ", verdicts))

    [<Fact>]
    let ``A ring of ours conforms when a peer dies, and a peer that hangs diverges`` () : unit =
        let network =
            LosslessNetwork.settle
                Recovering
                LosslessNetwork.original
                [ for index, name in List.indexed [ "ann"; "ben"; "cat"; "dan" ] -> Recovering, name, 0.4 * float index ]

        network.Run(seconds 10.0)
        network.Kill "ben"
        network.Hang "dan"

        RingCaptures.framesOfTown (seconds 50.0) network
        |> RingCaptures.verdicts
        |> List.map (fun (verdict: string) -> verdict.Split([| " from "; " to " |], StringSplitOptions.None)[0])
        |> Expect.equal
            [ "tracker conforms"
              "ann conforms"
              "ben conforms"
              "cat conforms"
              "dan diverges" ]

    /// A captured ring with one change.
    let private changed change =
        let network =
            LosslessNetwork.settle
                AsPublished
                LosslessNetwork.original
                [ for index, name in List.indexed [ "ann"; "ben"; "cat" ] -> AsPublished, name, 0.4 * float index ]

        network.Run(seconds 15.0)

        network.Captured
        |> List.collect (fun (struct (at, line, what)) -> [ for what in change at what -> struct (at, line, what) ])
        |> RingCaptures.framesOf (seconds 15.0)
        |> RingCaptures.reports
        |> List.collect _.Verdicts
        |> List.filter (fun side -> not side.Conformance.IsConforms)
        |> List.map (fun side ->
            match side.Conformance with
            | Diverges(_, first, _) ->
                side.Peer, ValueOption.toOption first.Expected, ValueOption.toOption first.Actual
            | Conforms _
            | TakesNoPart _
            | NotJudged _
            | Absent -> side.Peer, None, None)

    [<Fact>]
    let ``A message that the machine would not send is a divergence, reported with the expected message`` () : unit =
        Expect.equal [] (changed (fun _ what -> [ what ]))

        // The tracker tells ann a wrong neighbour, and ann queries only that one.
        let lie (neighbour: Neighbour) =
            { neighbour with
                Handle = neighbour.Handle.ToUpperInvariant() }

        let lying =
            changed (fun _ what ->
                match what with
                | Says(side, UpdateNeighbour neighbour) -> [ Says(side, UpdateNeighbour(lie neighbour)) ]
                | what -> [ what ])

        Expect.equal [ "tracker", Some "UPDATE_NBR ben 127.0.0.1:9002", Some "UPDATE_NBR BEN 127.0.0.1:9002" ] lying

        // A peer that answers that it holds no item.
        let withholding =
            changed (fun _ what ->
                match what with
                | Says(side, QueryResult(ValueSome { Seq = 0 }, further)) ->
                    [ Says(side, QueryResult(ValueNone, further)) ]
                | what -> [ what ])

        Expect.equal
            ("cat", Some "QUERY_RESULT 0 \"blue\"", Some "QUERY_RESULT not held")
            (withholding |> List.find (fun (name, _, _) -> name = "cat"))

    let private without isOut (frames: Frame list) =
        frames |> List.indexed |> List.filter (fun (index, _) -> not (isOut (index + 1))) |> List.map snd

    [<Fact>]
    let ``A ring without its beginning is not judged`` () : unit =
        RingCaptures.frames "stuck-3-peers"
        |> without (fun frame -> frame <= 10)
        |> RingCaptures.verdicts
        |> List.filter (fun verdict -> verdict.EndsWith "cannot be judged: the capture lacks the beginning of the ring")
        |> Expect.equal [ "tracker cannot be judged: the capture lacks the beginning of the ring" ]

        RingCaptures.frames "stuck-3-peers"
        |> without (fun frame -> frame <= 100)
        |> RingCaptures.reports
        |> List.collect _.Verdicts
        |> List.filter (fun side -> side.Conformance.IsConforms || side.Conformance.IsDiverges)
        |> Expect.equal []

    let private ringOf (network: LosslessNetwork<RingParticipant, Message>) =
        match network.State "tracker" with
        | ValueSome(TrackerPart(RecoveringRing tracker)) -> tracker.Ring
        | state -> failwith $"no recovering tracker: {state}"

    /// The verdicts on a ring of three of which only some connections are recorded, by whom they call and what for.
    let private verdictsOn isRecorded =
        let network =
            LosslessNetwork.settle
                Recovering
                LosslessNetwork.original
                [ for index, name in List.indexed [ "ann"; "ben"; "cat" ] -> Recovering, name, 0.4 * float index ]

        network.Run(seconds 50.0)

        network.Captured
        |> List.groupBy (fun (struct (_, line, _)) -> line)
        |> List.filter (fun (_, connection) ->
            let whats = connection |> List.map (fun (struct (_, _, what)) -> what)

            let callee =
                whats
                |> List.pick (function
                    | Calls(_, callee) -> Some callee.Port
                    | _ -> None)

            let request =
                whats
                |> List.tryPick (function
                    | Says(TcpEnd.Caller, message) -> Some message
                    | _ -> None)

            isRecorded callee request)
        |> List.collect snd
        |> List.sortBy (fun (struct (at, _, _)) -> at)
        |> RingCaptures.framesOf (seconds 50.0)
        |> RingCaptures.verdicts

    [<Fact>]
    let ``A tracker that was killed, and goes on with the ring that it kept, is another process`` () : unit =
        let names = [ "ann"; "ben"; "cat" ]

        let network =
            LosslessNetwork.settle
                Recovering
                LosslessNetwork.original
                [ for index, name in List.indexed names -> Recovering, name, 0.4 * float index ]

        network.Run(seconds 65.0)
        let ring = ringOf network
        network.Kill "tracker"
        network.Run(seconds 61.0)

        let kept =
            { TrackerSettings.create Recovering LosslessNetwork.original with
                Ring = ring }

        network.Add("tracker", Limits.DefaultPort, TrackerPart(RingTracker.initial kept), TimeSpan.Zero)

        network.Run(seconds 60.0)

        network.Captured
        |> RingCaptures.framesOf (seconds 186.0)
        |> RingCaptures.verdicts
        |> Expect.equal
            [ "tracker conforms to recovering"
              "tracker, started again cannot be judged: it goes on with a ring that it kept, and what it kept is not in the capture"
              "ann conforms to recovering"
              "ben conforms to recovering"
              "cat conforms to recovering" ]

    let private annsPort, bensPort = 9001, 9002

    [<Fact>]
    let ``Peers do not diverge by messages that a recording at the tracker cannot show`` () : unit =
        verdictsOn (fun callee request ->
            match request with
            | Some(Query _) -> callee = Limits.DefaultPort
            | _ -> true)
        |> Expect.equal
            [ "tracker conforms to recovering"
              "ann conforms to recovering"
              "ben conforms to published"
              "cat conforms to published" ]

    [<Fact>]
    let ``A recording at a peer shows its neighbour, which belongs to the same ring`` () : unit =
        let verdicts =
            verdictsOn (fun callee request ->
                match request with
                | Some(Register(_, port)) -> port = bensPort
                | Some(Query _) -> callee = annsPort || callee = bensPort
                | _ -> callee = bensPort)

        verdicts |> Expect.contains "ben conforms to recovering"
        Expect.equal [] (verdicts |> List.filter _.Contains("diverges"))

    [<Fact>]
    let ``The timeline has a lane for each participant, the refused calls, and every verdict`` () : unit =
        let timeline =
            [ for frame in RingCaptures.frames "prune" -> Captured frame ]
            |> Explanation.reports [ RingAnalysis.analyzer ]
            |> Explanation.ofReports CaptureFacts.none "prune"

        Expect.equal [ "tracker"; "ann"; "ben"; "cat" ] timeline.Lanes

        let count isIt =
            timeline.Events |> List.filter (fun timed -> isIt timed.Event) |> List.length
        // Ten calls of the dead ben were refused.
        Expect.equal 10 (count _.IsDropped)
        Expect.equal 103 (count _.IsDelivered)
        Expect.equal 113 (count _.IsSent)

        Expect.equal
            4
            (count (function
                | Remarked(_, words) -> words.StartsWith "conforms"
                | _ -> false))

        Expect.equal
            "tracker conforms to published; peer ann conforms to published; peer ben conforms to published; peer cat conforms to published"
            (Timeline.conclusion timeline)

    [<Fact>]
    let ``An analyzer of one system reports that system's conversations only`` () : unit =
        let sides analyzer frames =
            frames
            |> Seq.map Captured
            |> Explanation.reports [ analyzer ]
            |> List.collect _.Verdicts
            |> List.map RingCaptures.verdict

        let frames = RingCaptures.frames "register-3-peers"
        sides RingAnalysis.analyzer frames |> Expect.equal three

        sides (PeerFunctional.SneakerNet.ReplicaAnalysis.analyzer (Ed25519()) (seconds 5.0)) frames
        |> Expect.equal []

    [<Fact>]
    let ``A tracker of part 1 that names the largest size is judged without delay`` () : unit =
        let spot at : CapturePoint =
            { Frame = int64 at
              At = seconds (at / 1_000.0) }

        let said at message : CapturedStream<PartOne> =
            let piece = ReadOnlyMemory [| 0uy |]

            { Messages =
                [ { Place = spot at
                    Pieces = [ piece ]
                    Bytes = piece
                    Message = Ok message } ]
              Pieces = [ piece ]
              Gap = ValueNone }

        let ended at =
            ValueSome { Place = spot at; IsReset = false }

        let connection: CapturedConnection<PartOne> =
            { Number = 0L
              Caller = Endpoint.create "127.0.0.1" 50_000
              Callee = Endpoint.create "127.0.0.1" Limits.DefaultPort
              IsFromBeginning = true
              Called = spot 1.0
              Accepted = ValueSome(spot 1.0)
              OfCaller = said 2.0 PartOne.Register
              OfCallee = said 3.0 (PartOne.Size Phrase.MaxItems)
              CallerEnd = ended 5.0
              CalleeEnd = ended 4.0
              ResetBy = ValueNone }

        let traffic =
            { Column = 0
              Datagrams = []
              Called = [ connection ]
              Calls = []
              Window =
                { Horizon = seconds 5.0
                  End = seconds 5.0
                  Allowed = ReplayWindow.tolerance
                  IsCut = false
                  Steps = ReplayWindow.ManySteps
                  KeepsStates = false }
              Limits = ValueNone }

        let codec = PartOne.codec PeerFunctional.Kernel.Encodings.Protocol0 SingleRead

        match PartOneReplay.tracker codec traffic.Called traffic with
        | NoPart reason
        | NoCandidates reason -> failwith reason
        | Candidates judges ->
            let result = ReplayVerdict.firstOf judges
            Expecto.Expect.isTrue result.Conformance.IsConforms $"%A{result.Conformance}"
