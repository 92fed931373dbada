namespace PeerFunctional.Tests.Link

open System
open System.IO
open FsCheck.FSharp
open Xunit
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Link
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Link.LinkCaptures

/// Captures of links are judged: originals and peers of ours conform, and a wrong byte is found.
module LinkReplayTests =

    let private recordings folder =
        Directory.GetFiles(Repository.linkFixture folder, "*.pcapng") |> Array.sort

    let private originals = recordings ""

    /// The callers that never offered anything are no peers.
    let private policies path =
        sides (CapturedFrames.ofFile path)
        |> List.map (fun side ->
            match side.Conformance with
            | Conforms(policy, late) when late = TimeSpan.Zero -> policy.Value
            | TakesNoPart _ -> "no part"
            | Conforms _
            | Diverges _
            | NotJudged _
            | Absent -> verdict side)
        |> List.distinct

    [<Fact>]
    let ``Every recorded original conforms to published`` () : unit =
        for path in originals do
            let found = policies path |> List.filter ((<>) "no part")
            Expect.equal (Path.GetFileName path, [ "published" ]) (Path.GetFileName path, found)

    [<Fact>]
    let ``Recorded peers of ours conform to recovering, and originals beside them to published`` () : unit =
        for path in recordings "ours" do
            let found = policies path |> set

            let expected =
                if (Path.GetFileName path).Contains "original" then
                    set [ "published"; "recovering" ]
                else
                    set [ "recovering" ]

            Expect.equal (Path.GetFileName path, expected) (Path.GetFileName path, found)

    let private accused frames =
        sides frames |> List.filter _.Conformance.IsDiverges |> List.map verdict

    /// The sides that diverge without a frame of a recording.
    let accusedWithout path missing =
        CapturedFrames.ofFile path |> List.removeAt missing |> accused

    let private offer = "HELLO|peer_name=127.0.0.1:51515&data_type=json&strict=True"
    let private ping = Header.print (Header.plain PingHeader)

    let private item (text: string) =
        LinkWires.item Json { Bytes = bytes $"{{\"data\": \"{text}\"}}" }

    /// A link of two of ours, of which one message may be another.
    let private talk (change: string -> ReadOnlyMemory<byte> -> ReadOnlyMemory<byte> list) =
        let say at side name bytes =
            [ for bytes in change name bytes -> at, Say(side, bytes) ]

        [ 0, Call
          0, Take
          yield! say 2 Caller "hello" (header (offer + "&ext=1"))
          yield! say 104 Callee "accept" (header "ACCEPT|ext=1")
          yield! say 200 Caller "item" (item "one")
          yield! say 700 Callee "answer" (item "two")
          yield! say 900 Caller "another" (item "six")
          yield! say 1_104 Callee "keep-alive of bob" ping
          yield! say 1_104 Caller "keep-alive of alice" ping
          1_500, Break Caller ]
        |> connection

    let private same _ bytes = [ bytes ]

    [<Fact>]
    let ``A link of two of ours conforms to recovering`` () : unit =
        Expect.equal [ "127.0.0.1:51515 recovering"; "127.0.0.1:62626 recovering" ] (verdicts (talk same))

    let private instead name (bytes: ReadOnlyMemory<byte> list) =
        fun its said -> if its = name then bytes else [ said ]

    let private wrong: (string * string * (string -> ReadOnlyMemory<byte> -> ReadOnlyMemory<byte> list)) list =
        let spaces (text: string) = bytes (text.PadRight Header.Length)

        let sized size =
            let payload = bytes "{\"data\": \"one\"}"
            CapturedStream.joined [ header $"DATA|data_size={size}&data_type=json"; payload ]

        [ "an ACCEPT padded with spaces", "62626", instead "accept" [ spaces "ACCEPT|ext=1|" ]
          "two ACCEPTs", "62626", instead "accept" [ header "ACCEPT|ext=1"; header "ACCEPT|ext=1" ]
          "an item before the answer", "51515", instead "hello" [ header (offer + "&ext=1"); item "early" ]
          "two offers", "51515", instead "item" [ header (offer + "&ext=1") ]
          "an item of another type", "51515", instead "item" [ LinkWires.item Bytes { Bytes = bytes "one" } ]
          "a size that is too small", "51515", instead "item" [ sized 14 ]
          "a size that is too large", "51515", instead "item" [ sized 16 ]
          "a keep-alive too many", "62626", instead "keep-alive of bob" [ ping; ping ]
          "an unknown header", "51515", instead "item" [ header "ITEM|data_size=15&data_type=json" ] ]

    [<Fact>]
    let ``One wrong message is found, and is not laid at the other side's door`` () : unit =
        for what, guilty, change in wrong do
            let found =
                sides (talk change) |> List.filter _.Conformance.IsDiverges |> List.map _.Peer

            Expect.equal (what, [ $"127.0.0.1:{guilty}" ]) (what, found)

    [<Fact>]
    let ``A datagram of another protocol to a listener's port is no search`` () : unit =
        let answer =
            datagrams [ 1_600, Endpoint.create "10.9.9.9" 53, bob, ReadOnlyMemory [| 18uy; 52uy; 129uy; 128uy |] ]

        verdicts (talk same @ answer) |> Expect.equal (verdicts (talk same))

    [<Fact>]
    let ``An original answers an offer once, and what stands in place of an offer is found`` () : unit =
        let answered said answers =
            [ 0, Call
              0, Take
              2, Say(Caller, said)
              for at, answer in List.indexed answers do
                  3 + at, Say(Callee, header answer)
              10, Finish Callee
              20, Finish Caller ]
            |> connection
            |> verdicts

        let whole = header offer
        answered whole [ "ACCEPT" ] |> Expect.contains "127.0.0.1:62626 published"
        answered whole [ "ACCEPT"; "ACCEPT" ] |> Expect.contains "127.0.0.1:62626 diverges"
        answered whole [ "DENY"; "DENY" ] |> Expect.contains "127.0.0.1:62626 diverges"

        answered (whole.Slice(0, 127)) [ "DENY" ]
        |> Expect.equal [ "caller 127.0.0.1 diverges"; "127.0.0.1:62626 published" ]

        answered (header "DENY") [ "DENY" ] |> Expect.contains "caller 127.0.0.1 diverges"

    [<Fact>]
    let ``An ACCEPT without padding is found`` () : unit =
        let found =
            [ 0, Call
              0, Take
              2, Say(Caller, header (offer + "&ext=1"))
              4, Say(Callee, bytes "ACCEPT|ext=1")
              2_002, Break Caller ]
            |> connection
            |> verdicts

        Expect.equal [ "127.0.0.1:51515 recovering"; "127.0.0.1:62626 diverges" ] found

    [<Fact>]
    let ``An item after a DENY is found`` () : unit =
        let found =
            [ 0, Call
              0, Take
              2, Say(Caller, header (offer + "&ext=1"))
              4, Say(Callee, header "DENY")
              1_000, Say(Callee, item "one")
              1_500, Finish Callee
              5_000, Finish Caller ]
            |> connection
            |> verdicts

        Expect.contains "127.0.0.1:62626 diverges" found

    [<Fact>]
    let ``A peer of ours that stays on a strict link after an item of another type is found`` () : unit =
        let found =
            [ 0, Call
              0, Take
              2, Say(Caller, header (offer + "&ext=1"))
              4, Say(Callee, header "ACCEPT|ext=1")
              200, Say(Caller, LinkWires.item Bytes { Bytes = bytes "one" })
              for second in 1..6 do
                  1_000 * second + 4, Say(Callee, ping)
              6_500, Break Caller ]
            |> connection
            |> verdicts

        Expect.contains "127.0.0.1:62626 diverges" found

    /// A stream of an original with items of these sizes.
    let private stream (sizes: int list) =
        [ 0, Call
          0, Take
          2, Say(Caller, header (offer.Replace("json", "bytes") + "&stream=True"))
          3, Say(Callee, header "ACCEPT")
          200, Say(Caller, LinkWires.dataHeader Bytes sizes.Head)
          for index, size in List.indexed sizes do
              210 + 100 * index, Say(Caller, ReadOnlyMemory(Array.create size (byte index)))
          1_000, Finish Caller
          1_500, Break Callee ]
        |> connection

    [<Fact>]
    let ``An item of another size inside a stream is found, and is not laid at the reader's door`` () : unit =
        stream [ 64; 64; 64; 64 ] |> accused |> Expect.isEmpty

        for sizes in [ [ 64; 64; 50; 64 ]; [ 64; 65; 64; 64 ]; [ 64; 64; 64; 1 ] ] do
            stream sizes |> accused |> Expect.equal [ "127.0.0.1:51515 diverges" ]

    let private socket host = Endpoint.create host 1_024
    let private searcher = socket "10.0.0.1"
    let private answerer = socket "10.0.0.2"

    let private discovery target answer bytes =
        datagrams
            [ 0, searcher, socket "255.255.255.255", header "PING|pinger=10.0.0.1:1024"
              10, answerer, target, bytes
              5_000, searcher, answerer, header answer ]
        |> sides
        |> List.filter (fun side -> side.Peer = string answerer)
        |> List.map verdict

    let private pong = header "PONG|ponger=10.0.0.2:5000"

    [<Fact>]
    let ``An answer to a search is filled up`` () : unit =
        let again = "PING|pinger=10.0.0.1:1024"
        Expect.equal [ $"{answerer} published" ] (discovery searcher again pong)
        Expect.equal [ $"{answerer} diverges" ] (discovery searcher again (bytes "PONG|ponger=10.0.0.2:5000"))

    [<Fact>]
    let ``An answer to a peer whose search the capture does not show is not judged`` () : unit =
        let notJudged frame =
            [ $"{answerer} cannot be judged: the capture may lack the search that frame {frame} answers, because it shows none before it" ]

        datagrams
            [ 0, answerer, searcher, pong
              5_000, searcher, answerer, header "PING|pinger=10.0.0.1:1024" ]
        |> sides
        |> List.filter (fun side -> side.Peer = string answerer)
        |> List.map verdict
        |> Expect.equal (notJudged 1)

        discovery (socket "10.0.0.3") "PING|pinger=10.0.0.1:1024" pong |> Expect.equal (notJudged 2)

    [<Fact>]
    let ``A second answer to one search is found`` () : unit =
        datagrams
            [ 0, searcher, socket "255.255.255.255", header "PING|pinger=10.0.0.1:1024"
              10, answerer, searcher, pong
              12, answerer, searcher, pong
              5_000, searcher, answerer, header "PING|pinger=10.0.0.1:1024" ]
        |> verdicts
        |> Expect.contains $"{answerer} diverges"

    [<Fact>]
    let ``No socket of the recorded discovery diverges because one datagram is missing`` () : unit =
        let path = Repository.linkFixture "discovery.pcapng"

        for missing in 0 .. (CapturedFrames.ofFile path).Length - 1 do
            Expect.equal (missing, []) (missing, accusedWithout path missing)

    [<Fact>]
    let ``A search from a port of its own is one of ours`` () : unit =
        let own = Endpoint.create "10.0.0.1" 40_000

        datagrams
            [ 0, own, socket "255.255.255.255", header "PING|pinger=10.0.0.1:40000"
              5, answerer, own, pong ]
        |> verdicts
        |> fun found -> Expect.equal [ $"{own} recovering"; $"{answerer} published" ] found

    [<Fact>]
    let ``A peer that leaves a search unanswered does not diverge`` () : unit =
        let search = header "PING|pinger=10.0.0.1:1024"

        datagrams
            [ 0, searcher, socket "255.255.255.255", search
              5, answerer, searcher, pong
              2_000, searcher, socket "255.255.255.255", search
              4_000, searcher, socket "255.255.255.255", search
              4_005, answerer, searcher, pong ]
        |> verdicts
        |> fun found -> Expect.equal [ $"{searcher} published"; $"{answerer} published" ] found

    /// An original's offer, its partner's answer, and then these.
    let private original (deeds: (int * Deed) list) =
        [ 0, Call
          0, Take
          2, Say(Caller, header (offer.Replace("json", "bytes")))
          3, Say(Callee, header "ACCEPT")
          yield! deeds ]
        |> connection

    let private random = Random(11)

    let private noise length =
        let bytes = Array.zeroCreate<byte> length
        random.NextBytes bytes
        ReadOnlyMemory bytes

    [<Fact>]
    let ``An original that reads a payload in several pieces conforms`` () : unit =
        let payload = noise 200_000

        [ 10, Say(Caller, LinkWires.dataHeader Bytes payload.Length)
          12, Say(Caller, payload)
          yield! [ for number in 1..40 -> 12 + number, Say(Callee, ping) ]
          2_003, Say(Caller, ping)
          2_500, Finish Caller ]
        |> original
        |> verdicts
        |> fun found -> Expect.equal [ "127.0.0.1:51515 published"; "127.0.0.1:62626 published" ] found

    [<Fact>]
    let ``An original's PING inside its payload is found there`` () : unit =
        let payload = noise 200_000
        let slice from length = payload.Slice(from, length)

        let report =
            [ 10, Say(Caller, LinkWires.dataHeader Bytes payload.Length)
              12, Say(Caller, slice 0 65_000)
              5_000, Say(Caller, CapturedStream.joined [ slice 65_000 100; ping; slice 65_100 134_900 ])
              7_001, Say(Caller, ping)
              7_500, Break Caller ]
            |> original
            |> reports
            |> List.exactlyOne

        let words = report.Rows |> List.map _.Words
        Expect.contains "payload of 200000 bytes with 1 PING inside" words

        let alice = report.Verdicts |> List.find (fun side -> side.Peer = "127.0.0.1:51515")
        Expect.equal "127.0.0.1:51515 published" (verdict alice)

    [<Fact>]
    let ``No side diverges after an unanswered HELLO that lacks a key`` () : unit =
        [ 0, Call
          0, Take
          2, Say(Caller, header "HELLO|peer_name=127.0.0.1:51515&data_type=json")
          2_010, Finish Caller
          4_000, Finish Callee ]
        |> connection
        |> accused
        |> Expect.isEmpty

    [<Fact>]
    let ``An original conforms that accepts a name that ours refuses`` () : unit =
        let bob =
            [ 0, Call
              0, Take
              2, Say(Caller, header "HELLO|peer_name=&data_type=json&strict=True")
              3, Say(Callee, header "ACCEPT")
              2_003, Say(Callee, ping)
              3_000, Break Caller ]
            |> connection
            |> verdicts

        Expect.contains "127.0.0.1:62626 published" bob

    [<Fact>]
    let ``The messages of a capture are told in words`` () : unit =
        let words = (reports (talk same) |> List.exactlyOne).Rows |> List.map _.Words

        Expect.equal
            [ "HELLO from 127.0.0.1:51515: json, strict, ext=1"
              "ACCEPT, ext=1"
              "DATA header: json, 15 bytes"
              "payload of 15 bytes"
              "DATA header: json, 15 bytes"
              "payload of 15 bytes"
              "DATA header: json, 15 bytes"
              "payload of 15 bytes"
              "PING"
              "PING"
              "reset the connection" ]
            words
