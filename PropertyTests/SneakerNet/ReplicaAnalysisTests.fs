namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Runtime.Capture
open PeerFunctional.Runtime.Crypto
open PeerFunctional.SneakerNet
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Verdicts on replayed captures.
module Replayed =

    let reports (blocks: Block seq) =
        blocks |> Explanation.reports [ ReplicaAnalysis.analyzer (Ed25519()) (TimeSpan.FromSeconds 5.0) ]

    let ofFile (name: string) =
        CaptureFile(Repository.fixture name).Blocks() |> reports

    let conformances (reports: ConversationReport list) =
        reports
        |> List.collect _.Verdicts
        |> List.map (fun side ->
            match side.Conformance with
            | Conforms(policy, _) -> $"{side.Role} conforms to {policy.Value}"
            | Diverges(policy, first, later) ->
                let frame (divergence: Divergence) =
                    divergence.Frame |> ValueOption.map string |> ValueOption.defaultValue "end"

                let frames = first :: later |> List.map frame |> String.concat " "
                $"{side.Role} diverges from {policy.Value} at {frames}"
            | TakesNoPart _ -> $"{side.Role} takes no part"
            | NotJudged _ -> $"{side.Role} cannot be judged"
            | Absent -> $"{side.Role} is absent")

module ReplicaAnalysisTests =

    let private isGarbled (line: MessageRow) = ValueOption.isSome line.Malformation

    let private conforming =
        [ "initiator conforms to published"; "responder conforms to published" ]

    [<Theory>]
    [<InlineData("sync")>]
    [<InlineData("both-ways")>]
    [<InlineData("both-200")>]
    [<InlineData("cutoff")>]
    [<InlineData("have-21-feeds")>]
    [<InlineData("have-22-feeds")>]
    let ``Both sides of the original's recorded sessions conform to published`` (recording: string) : unit =
        Replayed.ofFile $"{recording}.pcapng" |> Replayed.conformances |> Expect.equal conforming

    [<Fact>]
    let ``An initiator whose HELO gets no answer conforms, and the silent responder is not judged`` () : unit =
        Replayed.ofFile "no-answer.pcapng"
        |> Replayed.conformances
        |> Expect.equal [ "initiator conforms to published"; "responder is absent" ]

    [<Fact>]
    let ``The stand-in responder diverges where it omitted a WANT, and where it omitted the push of event 3``
        ()
        : unit =
        let reports = Replayed.ofFile "lost-push.pcapng"

        Replayed.conformances reports
        |> Expect.equal
            [ "initiator conforms to published"
              "responder diverges from published at 8 10"
              "initiator conforms to published" ]

    [<Fact>]
    let ``Every datagram of a recording is a row in words`` () : unit =
        for recording in Fixtures.recordings do
            let lines = Replayed.ofFile $"{recording}.pcapng" |> List.collect _.Rows
            lines.Length |> Expect.equal (Fixtures.told recording |> List.choose id |> List.length)
            lines |> List.filter isGarbled |> Expect.equal []

    [<Theory>]
    [<InlineData("two-of-ours", "recovering", "recovering")>]
    [<InlineData("two-published", "published", "published")>]
    [<InlineData("to-original", "recovering", "published")>]
    [<InlineData("from-original", "published", "recovering")>]
    let ``Recordings of our program conform to its policy, and the original in them to its own``
        (recording: string)
        (initiator: string)
        (responder: string)
        : unit =
        Replayed.ofFile $"ours/{recording}.pcapng"
        |> Replayed.conformances
        |> Expect.equal [ $"initiator conforms to {initiator}"; $"responder conforms to {responder}" ]

    /// The blocks of a recording, with a frame left out, or changed.
    let private blocks (recording: string) =
        CaptureFile(Repository.fixture $"{recording}.pcapng").Blocks() |> List.ofSeq

    let private frameIndexes blocks =
        blocks
        |> List.indexed
        |> List.choose (fun (index, block: Block) -> if block.IsCaptured then Some index else None)

    [<Fact>]
    let ``A session without its HELO is not judged`` () : unit =
        let blocks = blocks "sync"
        let frames = frameIndexes blocks

        blocks
        |> List.indexed
        |> List.filter (fun (index, _) -> not (List.contains index (List.truncate 2 frames)))
        |> List.map snd
        |> Replayed.reports
        |> Replayed.conformances
        |> Expect.equal [ "peer cannot be judged"; "responder cannot be judged" ]

    [<Fact>]
    let ``An omitted push is a divergence at its place`` () : unit =
        let blocks = blocks "sync"
        let frames = frameIndexes blocks
        // Frames 1 to 7 are HELO, HELO, PORT, PORT, HAVE, HAVE, WANT; then come the nine pushes of the responder.
        let left = List.item 9 frames

        let conformances =
            blocks
            |> List.indexed
            |> List.filter (fun (index, _) -> index <> left)
            |> List.map snd
            |> Replayed.reports
            |> Replayed.conformances

        List.item 1 conformances |> Expect.equal "responder diverges from published at 10"

    let private withByte offset (value: byte) (block: Block) =
        match block with
        | Captured frame ->
            let bytes = frame.Bytes.ToArray()
            bytes[bytes.Length - offset] <- value

            Captured
                { frame with
                    Bytes = ReadOnlyMemory bytes }
        | other -> other

    [<Fact>]
    let ``A datagram that is not a message is shown as malformed`` () : unit =
        let blocks = blocks "sync"
        let first = List.item 2 (frameIndexes blocks)

        let lines =
            blocks
            |> List.mapi (fun index block -> if index = first then withByte 1 255uy block else block)
            |> Replayed.reports
            |> List.collect _.Rows

        lines |> List.filter isGarbled |> List.map _.Frame |> Expect.equal [ 3L ]

    [<Fact>]
    let ``A wrong token said back is a divergence, and so is a session started with it`` () : unit =
        let blocks = blocks "ours/two-of-ours"
        // Frames 1 to 3 are HELO, its answer with a token, and HELO with that token and a newline.
        let third = List.item 2 (frameIndexes blocks)

        let changed =
            match List.item third blocks with
            | Captured frame when frame.Bytes.Span[frame.Bytes.Length - 2] = byte 'Q' -> byte 'R'
            | _ -> byte 'Q'

        let wrongly =
            blocks |> List.mapi (fun index block -> if index = third then withByte 2 changed block else block)

        let conformances = wrongly |> Replayed.reports |> Replayed.conformances
        conformances.Head |> Expect.stringStarts "initiator diverges from recovering at 3"
        conformances[1] |> Expect.stringStarts "responder diverges from recovering at 4"

    /// The blocks of a recording without the frames of some rows.
    let private without isLeftOut recording =
        let blocks = blocks recording
        let frames = frameIndexes blocks |> Array.ofList

        let left =
            Replayed.reports blocks
            |> List.collect _.Rows
            |> List.filter isLeftOut
            |> List.map (fun row -> frames[int row.Frame - 1])
            |> Set.ofList

        left |> Expect.isNonEmpty

        blocks
        |> List.indexed
        |> List.filter (fun (index, _) -> not (Set.contains index left))
        |> List.map snd

    let private isPush (row: MessageRow) =
        row.Words.StartsWith("push", StringComparison.Ordinal)

    [<Fact>]
    let ``A capture that holds one port alone lacks the pushes, and no side diverges`` () : unit =
        let reports = without isPush "ours/loaded" |> Replayed.reports

        Replayed.conformances reports
        |> Expect.equal
            [ "initiator cannot be judged"
              "responder cannot be judged"
              "initiator cannot be judged" ]

        reports
        |> List.collect _.Verdicts
        |> List.map ParticipantVerdict.words
        |> Expect.all (fun words -> words.Contains "the capture lacks the pushes to ")

    [<Fact>]
    let ``A capture that lacks what one side answered the other accuses neither`` () : unit =
        let isAnswer (row: MessageRow) =
            row.Sender.EndsWith ":4097" && row.Recipient.EndsWith ":58703" && not (isPush row)

        let conformances =
            without isAnswer "lost-push" |> Replayed.reports |> Replayed.conformances

        conformances
        |> List.truncate 2
        |> Expect.equal [ "initiator cannot be judged"; "responder cannot be judged" ]

    [<Fact>]
    let ``Peers of a loaded machine conform though their timers add up what they were late`` () : unit =
        Replayed.ofFile "ours/loaded.pcapng"
        |> Replayed.conformances
        |> Expect.equal
            [ "initiator conforms to recovering"
              "responder conforms to recovering"
              "initiator conforms to recovering" ]

    /// A block some seconds later, as another packet.
    let private later (seconds: float) (block: Block) =
        match block with
        | Captured frame ->
            Captured
                { frame with
                    Time = frame.Time |> ValueOption.map (fun time -> time + int64 (seconds * 1e9)) }
        | other -> other

    /// The flows of a recording of complete sessions: the frames of the commands of each peer, and those of its pushes.
    let private flows blocks =
        Replayed.reports blocks
        |> List.collect _.Rows
        |> List.groupBy (fun row -> row.Sender, isPush row)
        |> List.map (fun (_, rows) -> rows |> List.map (fun row -> int row.Frame - 1) |> Set.ofList)

    let private timeOf block =
        match block with
        | Captured { Time = ValueSome time } -> time
        | _ -> Int64.MinValue

    let private inOrderOfTime blocks = List.sortBy timeOf blocks

    /// The blocks of a recording, each frame changed by its number from 0.
    let private changed change (blocks: Block list) =
        let numbers =
            frameIndexes blocks |> List.mapi (fun number index -> index, number) |> Map.ofList

        blocks
        |> List.indexed
        |> List.choose (fun (index, block) ->
            match Map.tryFind index numbers with
            | Some number -> change number block
            | None -> Some block)

    let private accused blocks =
        Replayed.reports blocks
        |> List.collect _.Verdicts
        |> List.filter _.Conformance.IsDiverges
        |> List.map ParticipantVerdict.words

    let private complete = [ "sync"; "both-ways"; "have-21-feeds"; "have-22-feeds" ]

    [<Fact>]
    let ``No side diverges because one flow was captured up to 20 ms earlier or later`` () : unit =
        for recording in complete do
            let blocks = blocks recording

            for flow in flows blocks do
                for milliseconds in [ -19; -5; -1; 1; 5; 19 ] do
                    let shifted number block =
                        if Set.contains number flow then
                            Some(later (float milliseconds / 1_000.0) block)
                        else
                            Some block

                    let found = blocks |> changed shifted |> inOrderOfTime |> accused
                    Expect.equal (recording, flow, milliseconds, []) (recording, flow, milliseconds, found)

    [<Fact>]
    let ``No side diverges because two frames within 20 ms stand in the other order`` () : unit =
        for recording in complete do
            let blocks = blocks recording
            let times = frameIndexes blocks |> List.map (fun index -> timeOf blocks[index])

            for number, (time, next) in times |> List.pairwise |> List.indexed do
                if next - time <= 20_000_000L then
                    let seconds = float (next - time) / 1e9

                    let swapped at block =
                        if at = number then Some(later seconds block)
                        elif at = number + 1 then Some(later -seconds block)
                        else Some block

                    let found = blocks |> changed swapped |> inOrderOfTime |> accused
                    Expect.equal (recording, number, []) (recording, number, found)

    [<Fact>]
    let ``No side diverges because the capture lacks one flow`` () : unit =
        for recording in complete @ [ "cutoff"; "no-answer" ] do
            let blocks = blocks recording

            for flow in flows blocks do
                let left number block =
                    if Set.contains number flow then None else Some block

                let found = blocks |> changed left |> accused
                Expect.equal (recording, flow, []) (recording, flow, found)

    [<Fact>]
    let ``A peer that its partner calls in vain may have been stopped, unless it says something else`` () : unit =
        let blocks = blocks "ours/two-of-ours"
        let frames = frameIndexes blocks |> Array.ofList

        let rows = Replayed.reports blocks |> List.collect _.Rows

        let isHave (row: MessageRow) =
            row.Words.StartsWith("HAVE", StringComparison.Ordinal)

        let first = rows.Head.Sender
        let asked = rows |> List.find (fun row -> isHave row && row.Recipient = first)
        let block = blocks[frames[int asked.Frame - 1]]
        let start = blocks[.. frames[int asked.Frame - 1]]

        let repeated = start @ [ later 2.5 block; later 5.0 block ]

        let ofInitiator blocks =
            blocks |> Replayed.reports |> Replayed.conformances |> List.head

        ofInitiator repeated |> Expect.equal "initiator cannot be judged"

        let own =
            rows |> List.findBack (fun row -> row.Sender = first && row.Frame < asked.Frame)

        let other = blocks[frames[int own.Frame - 1]]
        ofInitiator (repeated @ [ later 7.0 other ]) |> Expect.stringStarts "initiator diverges"
