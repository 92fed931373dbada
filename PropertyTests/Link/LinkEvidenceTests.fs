namespace PeerFunctional.Tests.Link

open System
open System.IO
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Link
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Link.LinkCaptures

/// What a capture of links shows of a side is held against that side: its times, the order of its directions, and its end.
module LinkEvidenceTests =

    let private recording name =
        CapturedFrames.ofFile (Path.Combine(Repository.linkFixture "", name + ".pcapng"))

    let private accused frames =
        sides frames |> List.filter _.Conformance.IsDiverges |> List.map verdict

    let private segmentOf (frame: Frame) =
        let struct (_, transport) =
            Capture.transportOf frame (Capture.packet frame) IpReassembly.empty

        match transport with
        | Ok(ValueSome(Tcp segment)) -> Some segment
        | _ -> None

    let private later (span: TimeSpan) (frame: Frame) =
        { frame with
            Time = frame.Time |> ValueOption.map (fun time -> time + span.Ticks * 100L) }

    let private inOrderOfTime (frames: Frame list) =
        frames |> List.sortBy (fun frame -> ValueOption.get frame.Time)

    [<Fact>]
    let ``No side diverges because the capture cut the end of one frame`` () : unit =
        for name in [ "strict-violation"; "stream" ] do
            let frames = recording name |> Array.ofList

            for index in 0 .. frames.Length - 1 do
                for length in [ 70; 150 ] do
                    if frames[index].Bytes.Length > length then
                        let cut =
                            frames
                            |> Array.updateAt
                                index
                                { frames[index] with
                                    Bytes = frames[index].Bytes.Slice(0, length) }

                        Expect.equal (name, index + 1, length, []) (name, index + 1, length, accused cut)

    [<Fact>]
    let ``A side whose last message before a reset is cut cannot be judged`` () : unit =
        let frames = recording "strict-violation" |> Array.ofList

        let cut =
            frames
            |> Array.updateAt
                39
                { frames[39] with
                    Bytes = frames[39].Bytes.Slice(0, 70) }

        let alice = sides cut |> List.find (fun side -> side.Peer = "127.0.0.1:51515")
        Expect.isTrue alice.Conformance.IsNotJudged

    [<Fact>]
    let ``No side diverges because frames stand up to 3 ms beside their place`` () : unit =
        for name in [ "stream-raw"; "strict-violation"; "json" ] do
            for seed in 1..6 do
                let random = Random seed

                let frames =
                    recording name
                    |> List.map (fun frame -> later (TimeSpan.FromMicroseconds(float (random.Next 3_000))) frame)
                    |> inOrderOfTime

                Expect.equal (name, seed, []) (name, seed, accused frames)

    [<Fact>]
    let ``No side diverges because one direction was captured up to 20 ms later`` () : unit =
        for name in [ "json"; "stream-raw"; "deny" ] do
            for milliseconds in [ 1; 5; 19 ] do
                for isOfListener in [ true; false ] do
                    let shifted (frame: Frame) =
                        match segmentOf frame with
                        | Some segment when (segment.Source.Port = bob.Port) = isOfListener ->
                            later (TimeSpan.FromMilliseconds(int64 milliseconds)) frame
                        | _ -> frame

                    let frames = recording name |> List.map shifted |> inOrderOfTime
                    Expect.equal (name, milliseconds, []) (name, milliseconds, accused frames)

    let private offer = "HELLO|peer_name=127.0.0.1:51515&data_type=json&strict=True"
    let private ping = Header.print (Header.plain PingHeader)

    /// An offer, its answer, and then these.
    let private answered said (deeds: (int * Deed) list) =
        [ 0, Call
          0, Take
          2, Say(Caller, header said)
          3, Say(Callee, header "ACCEPT")
          yield! deeds ]
        |> connection

    [<Fact>]
    let ``An ACCEPT to a HELLO that an original does not answer is found`` () : unit =
        for said in
            [ "HELLO|peer_name=127.0.0.1:51515&data_type=json&striat=True"
              "HELLO|peer_nale=127.0.0.1:51515&data_type=json&strict=True"
              "HELLO|peer_name=127.0.0.1:51515&data_type=xml&strict=True" ] do
            let found = answered said [ 500, Break Caller ] |> verdicts
            Expect.equal (said, true) (said, List.contains "127.0.0.1:62626 diverges" found)

    let private item (text: string) =
        LinkWires.item Json { Bytes = ReadOnlyMemory(Text.Encoding.UTF8.GetBytes text) }

    [<Fact>]
    let ``An item that is not JSON as an original writes it is found`` () : unit =
        let sent text =
            answered offer [ 10, Say(Caller, item text); 500, Break Caller ] |> verdicts

        sent "{\"data\": [1, \"a:b,c\\u00e9\"]}" |> Expect.contains "127.0.0.1:51515 published"

        for text in
            [ "{\"data\": #\"}"
              "{\"data\": 1} "
              "{\"data\":1}"
              "{\"data\": [1,2]}"
              "{\"date\": 1}"
              "{\"data\": \"\u00e9\"}" ] do
            Expect.equal (text, true) (text, List.contains "127.0.0.1:51515 diverges" (sent text))

    [<Fact>]
    let ``An answer to a caller that said nothing is found`` () : unit =
        for answer in [ "ACCEPT"; "DENY" ] do
            let found =
                [ 0, Call
                  0, Take
                  3, Say(Callee, header answer)
                  10, Finish Callee
                  20, Finish Caller ]
                |> connection
                |> verdicts

            Expect.equal (answer, true) (answer, List.contains "127.0.0.1:62626 diverges" found)

    [<Fact>]
    let ``A keep-alive that is missing is found, and one of another timeout conforms`` () : unit =
        let listener pings =
            answered offer [ for at in pings -> at, Say(Callee, ping) ]
            |> verdicts
            |> List.filter _.StartsWith("127.0.0.1:62626")

        listener [ 2_003; 4_003 ] |> Expect.equal [ "127.0.0.1:62626 published" ]
        listener [ 4_003 ] |> Expect.equal [ "127.0.0.1:62626 diverges" ]
        listener [ 4_003; 8_003 ] |> Expect.equal [ "127.0.0.1:62626 published" ]
