namespace PeerFunctional.Tests.CapnWeb

open System
open System.Text.RegularExpressions
open FsCheck.FSharp
open Xunit
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.CapnWeb
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Link
open PeerFunctional.Tests.CapnWeb.RpcCaptures

/// Captured sessions are judged: npm's peers and Python's conform, an end with a fault diverges, and no end diverges because of a gap.
module RpcReplayTests =

    let private hidden = "it depends on results that the capture does not show"

    /// The ends of recordings that are not judged, and why.
    let private notJudged =
        Map
            [ "ws-18-map.jsonl", $"server cannot be judged: at frame 16 {hidden}"
              "ws-32-call-on-function-and-path.jsonl", $"server cannot be judged: at frame 22 {hidden}"
              // The client closes before the answer.
              "ws-28-close-by-client.jsonl", "server sent nothing" ]

    [<Theory>]
    [<InlineData("ws-*.jsonl", 66)>]
    [<InlineData("batch-*.jsonl", 30)>]
    [<InlineData("seed-*.jsonl", 12)>]
    [<InlineData("python-*.jsonl", 12)>]
    [<InlineData("npm-client-to-*.jsonl", 48)>]
    let ``Every recorded end conforms, but for those whose reason is known`` (pattern: string, count: int) : unit =
        let found =
            [ for name in WireRecordings.files pattern do
                  for verdict in recorded (lines name) |> verdicts do
                      name, verdict ]

        found |> Expect.hasLength count

        let others =
            found |> List.filter (fun (_, verdict) -> not (verdict.EndsWith " conforms"))

        let expected =
            WireRecordings.files pattern
            |> List.choose (fun name -> Map.tryFind name notJudged |> Option.map (fun why -> name, why))

        others |> Expect.equal expected

    let private captures = [ "seed-alice-bob.pcapng"; "npm-batch-and-ws.pcapng" ]

    let private frames name =
        CapturedFrames.ofFile (Repository.capnWebFixture name)

    [<Fact>]
    let ``Both ends of every captured connection conform`` () : unit =
        for name in captures do
            reports (frames name)
            |> verdicts
            |> Expect.equal [ "client conforms"; "server conforms"; "client conforms"; "server conforms" ]

    [<Fact>]
    let ``A recording on a WebSocket, compressed or not, is judged as its text is`` () : unit =
        for name in WireRecordings.files "ws-*.jsonl" do
            let messages = messages name
            let asText = recorded (lines name)

            for said in [ webSocket messages; compressedWebSocket messages ] do
                let captured = reports (spoken said)

                let words (reports: ConversationReport list) =
                    reports
                    |> List.collect _.Rows
                    |> List.filter (fun row ->
                        not (
                            row.Words.Contains "HTTP/1.1"
                            || row.Words.StartsWith "GET "
                            || row.Words.StartsWith "closes"
                        ))
                    |> List.map _.Words

                Expecto.Expect.sequenceEqual (words captured) (words asText) name

                let kinds reports =
                    verdicts reports |> List.map (fun (verdict: string) -> (verdict.Split(" at "))[0])

                if name <> "ws-28-close-by-client.jsonl" then
                    Expecto.Expect.sequenceEqual (kinds captured) (kinds asText) name

    [<Fact>]
    let ``No side diverges because one frame of a capture is missing`` () : unit =
        for name in captures do
            let frames = frames name

            for missing in 0 .. frames.Length - 1 do
                let found = frames |> List.removeAt missing |> reports |> accused
                Expecto.Expect.sequenceEqual found [] $"{name} without frame {missing + 1}"

    [<Fact>]
    let ``What a capture lacks is named`` () : unit =
        let frames = frames "npm-batch-and-ws.pcapng"
        let found = frames |> List.removeAt 22 |> reports |> verdicts

        let isNamed (verdict: string) =
            verdict.Contains "cannot be judged: the capture lacks "
            && verdict.EndsWith " bytes of 127.0.0.1:18098"

        found |> List.map isNamed |> Expect.equal [ false; false; true; true ]

    /// Bytes in pieces of these lengths, used in turn.
    let private piecesOf (lengths: int list) (bytes: ReadOnlyMemory<byte>) =
        let rec split (bytes: ReadOnlyMemory<byte>) turn =
            [ let length = 1 + abs lengths[turn % lengths.Length] % 900

              if length >= bytes.Length then
                  bytes
              else
                  bytes.Slice(0, length)
                  yield! split (bytes.Slice length) (turn + 1) ]

        split bytes 0

    let private recordedTalks = captures |> List.collect (frames >> talks)

    [<Property(MaxTest = 20)>]
    let ``However the bytes of a capture are cut into segments, it tells the same`` () =
        let lengths = Gen.nonEmptyListOf (Gen.choose (0, 900)) |> Arb.fromGen

        Prop.forAll lengths (fun lengths ->
            for talk in recordedTalks do
                let again =
                    [ for side, bytes in talk do
                          for piece in piecesOf lengths bytes do
                              side, piece ]

                let whole = reports (spoken talk) |> List.map told
                whole |> Expect.hasLength 1
                reports (spoken again) |> List.map told |> Expect.equal whole)

    let private client text = Caller, text
    let private server text = Callee, text

    let private greeting =
        [ client """["push",["pipeline",0,["greet"],["Al"]]]"""
          client """["pull",1]"""
          server """["resolve",1,"Hello, Al"]"""
          client """["release",1,1]""" ]

    let private counting =
        [ client """["push",["pipeline",0,["counter"],[1]]]"""
          client """["pull",1]"""
          server """["resolve",1,["export",-1]]"""
          client """["release",1,1]"""
          client """["push",["pipeline",-1,["add"],[5]]]"""
          client """["pull",2]"""
          server """["resolve",2,6]"""
          client """["release",2,1]"""
          client """["release",-1,1]""" ]

    let private instead (before: string) after talk =
        talk |> List.collect (fun (side, text) -> if text = before then after else [ side, text ])

    let private without text talk = instead text [] talk

    let private faults =
        [ "a result of what was never pushed",
          "server",
          greeting |> instead """["resolve",1,"Hello, Al"]""" [ server """["resolve",7,"Hello, Al"]""" ]
          "a result that was not pulled",
          "server",
          greeting |> without """["pull",1]""" |> without """["release",1,1]"""
          "a second result", "server", greeting @ [ server """["resolve",1,"Hello again"]""" ]
          "a pull of what was never pushed",
          "client",
          greeting |> instead """["pull",1]""" [ client """["pull",2]""" ] |> List.take 2
          "a release too many", "client", greeting @ [ client """["release",1,1]""" ]
          "a release of two where there is one",
          "client",
          counting |> instead """["release",-1,1]""" [ client """["release",-1,2]""" ]
          "a release before the result is there",
          "client",
          counting |> instead """["pull",1]""" [ client """["release",-1,1]""" ] |> List.take 2
          "a call on what was given up", "client", counting @ [ client """["push",["pipeline",-1,["add"],[5]]]""" ]
          "a call on what was never there", "client", [ client """["push",["pipeline",-3,["add"],[5]]]""" ]
          "an object with the number of another",
          "server",
          counting
          |> instead """["resolve",2,6]""" [ server """["resolve",2,["export",-1]]""" ]
          |> List.take 7
          "what comes by a pipe that was not opened",
          "server",
          greeting
          |> instead """["resolve",1,"Hello, Al"]""" [ server """["resolve",1,["readable",1]]""" ]
          |> List.take 3
          "a pipe that is opened behind what comes by it",
          "server",
          greeting
          |> instead
              """["resolve",1,"Hello, Al"]"""
              [ server """["resolve",1,["readable",1]]"""; server """["pipe"]""" ]
          |> List.take 4
          "a result that nothing asked for and that was given up", "server", [ greeting[0]; greeting[3]; greeting[2] ]
          "the return of what was never there, to a call that was given up",
          "server",
          [ greeting[0]
            greeting[1]
            greeting[3]
            server """["resolve",1,["import",77]]""" ]
          "the outcome of a promise that was never given",
          "server",
          greeting @ [ server """["reject",-51,["error","Error","no"]]""" ]
          "an element too many",
          "server",
          greeting |> instead """["resolve",1,"Hello, Al"]""" [ server """["resolve",1,"Hello, Al",1]""" ]
          "two aborts",
          "client",
          greeting
          @ [ client """["abort",["error","Error","enough"]]"""
              client """["abort",["error","Error","enough"]]""" ]
          "a message of no kind", "client", greeting @ [ client """["zzz",1]""" ]
          "a call after an abort",
          "client",
          greeting
          @ [ client """["abort",["error","Error","enough"]]"""
              client """["push",["pipeline",0,["greet"],["Al"]]]""" ] ]

    [<Fact>]
    let ``One fault is found, and is not laid at the other end's door`` () : unit =
        for what, guilty, talk in faults do
            let found =
                reports (spoken (webSocket talk))
                |> List.collect _.Verdicts
                |> List.filter _.Conformance.IsDiverges
                |> List.map _.Role

            Expecto.Expect.sequenceEqual found [ guilty ] what

    let private posted (body: string) =
        Caller, utf8 $"POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length}\r\n\r\n{body}"

    let private answerOf (status: string) (body: string) =
        Callee, utf8 $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n\r\n{body}"

    let private asked =
        """["push",["pipeline",0,["greet"],["Al"]]]""" + "\n" + """["pull",1]"""

    let private answered = """["resolve",1,"Hello, Al"]"""
    let private ok = answerOf "200 OK"

    let private cut length (side, bytes: ReadOnlyMemory<byte>) =
        side, bytes.Slice(0, bytes.Length - length)

    /// Batches whose HTTP is whole or not, and the verdicts on client and server.
    let private batches: (string * (TcpEnd * ReadOnlyMemory<byte>) list * string list) list =
        let head = asked.Length |> cut <| posted asked

        [ "an answer", [ posted asked; ok answered ], [ "conforms"; "conforms" ]
          "the end of the server's patience",
          [ posted asked; ok answered; answerOf "408 Request Timeout" "" ],
          [ "conforms"; "conforms" ]
          "an empty answer", [ posted asked; ok "" ], [ "conforms"; "diverges" ]
          "an answer that is cut", [ posted asked; cut 1 (ok answered) ], [ "conforms"; "cannot" ]
          "an answer without its body", [ posted asked; cut answered.Length (ok answered) ], [ "conforms"; "cannot" ]
          "a second answer", [ posted asked; ok answered; ok answered ], [ "conforms"; "diverges" ]
          "an answer of a client", [ posted asked; ok answered; Caller, snd (ok answered) ], [ "diverges"; "cannot" ]
          "a body without a head", [ Caller, utf8 asked; ok answered ], [ "diverges"; "cannot" ]
          "a head without a body", [ head; ok answered; posted asked; ok answered ], [ "diverges"; "cannot" ]
          "text that is not UTF-8",
          [ posted asked
            let side, bytes = ok answered
            let damaged = bytes.ToArray()
            damaged[damaged.Length - 4] <- 0xFFuy
            side, ReadOnlyMemory damaged ],
          [ "conforms"; "diverges" ] ]

    [<Fact>]
    let ``A batch whose HTTP is not whole is never taken for one that conforms`` () : unit =
        for what, said, expected in batches do
            let found =
                reports (spoken said) |> verdicts |> List.map (fun verdict -> (verdict.Split ' ')[1])

            Expecto.Expect.sequenceEqual found expected what

    [<Fact>]
    let ``A result that is never given up is found once many later ones were`` () : unit =
        let call number =
            [ client $"""["push",["pipeline",0,["greet"],[{number}]]]"""
              client $"""["pull",{number}]"""
              server $"""["resolve",{number},null]"""
              client $"""["release",{number},1]""" ]

        let kept count =
            [ 1..count ] |> List.collect call |> without """["release",1,1]"""

        let verdicts count =
            reports (spoken (webSocket (kept count))) |> verdicts

        verdicts 16 |> Expect.equal [ "client conforms"; "server conforms" ]
        verdicts 17 |> Expect.equal [ "client diverges"; "server conforms" ]

    [<Fact>]
    let ``No side diverges because messages cross`` () : unit =
        // The second call leaves while the result that it is made on is on its way.
        [ client """["push",["pipeline",0,["counter"],[1]]]"""
          client """["pull",1]"""
          server """["resolve",1,["export",-1]]"""
          client """["push",["pipeline",1,["add"],[5]]]"""
          client """["pull",2]"""
          server """["resolve",2,6]"""
          client """["release",1,1]"""
          client """["push",["pipeline",-1,["add"],[5]]]"""
          client """["release",2,1]""" ]
        |> webSocket
        |> spoken
        |> reports
        |> verdicts
        |> Expect.equal [ "client conforms"; "server conforms" ]

    /// The numbers in each message, with the one that it takes.
    let private numbers (messages: (TcpEnd * string) list) =
        (Map.empty, messages)
        ||> List.mapFold (fun taken (side, text) ->
            let before = Map.tryFind side taken |> Option.defaultValue 0

            let count =
                if text.StartsWith "[\"push" || text.StartsWith "[\"stream" || text.StartsWith "[\"pipe\"]" then
                    before + 1
                else
                    before

            let told = Regex.Matches(text, "-?[0-9]+") |> Seq.map _.Value |> set

            (side, text, (if count > before then Set.add (string count) told else told)), Map.add side count taken)
        |> fst

    /// The messages as a capture near the partner shows them: some of its messages pass before those that the end sent earlier, but not
    /// before one with which they share a number other than the main object's.
    let private nearPartner partner (leads: int list) messages =
        let rec pass lead (side, text, said: Set<string>) before =
            match before with
            | (other, _, others) as last :: earlier when
                lead > 0 && other <> partner && (Set.intersect said others |> Set.remove "0").IsEmpty
                ->
                last :: pass (lead - 1) (side, text, said) earlier
            | before -> (side, text, said) :: before

        ((0, []), numbers messages)
        ||> List.fold (fun (turn, before) (side, text, said) ->
            let lead = if side = partner then leads[turn % leads.Length] else 0
            turn + 1, pass lead (side, text, said) before)
        |> snd
        |> List.rev
        |> List.map (fun (side, text, _) -> side, text)

    [<Property(MaxTest = 60)>]
    let ``Wherever the capture is taken, an end is not accused`` () =
        let cases =
            Gen.zip
                (Gen.elements (WireRecordings.files "ws-*.jsonl"))
                (Gen.zip (Gen.elements [ Caller; Callee ]) (Gen.nonEmptyListOf (Gen.choose (0, 6))))
            |> Arb.fromGen

        Prop.forAll cases (fun (name, (partner, leads)) ->
            let end' = if partner = Caller then "server" else "client"

            messages name
            |> nearPartner partner leads
            |> webSocket
            |> spoken
            |> reports
            |> List.collect _.Verdicts
            |> List.filter (fun side -> side.Role = end' && side.Conformance.IsDiverges)
            |> List.map ParticipantVerdict.words
            |> Expect.isEmpty)

    let private post path (kind: string) (body: string) =
        $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {body.Length}\r\n\r\n{body}"

    let private answer (body: string) =
        $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n"

    let private refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"

    let private http (said: (TcpEnd * string) list) =
        said |> List.map (fun (side, text) -> side, utf8 text) |> spoken |> reports

    [<Fact>]
    let ``Each batch of a connection is a session of its own`` () : unit =
        let asks = "[\"push\",[\"pipeline\",0,[\"greet\"],[]]]\n[\"pull\",1]"

        let batch =
            [ client (post "/rpc" "text/plain" asks); server (answer "[\"resolve\",1,5]") ]

        let report = http (batch @ batch) |> List.exactlyOne
        report.Rows |> List.map _.Words |> List.countBy id |> List.map snd |> Expect.all ((=) 2)
        verdicts [ report ] |> Expect.equal [ "client conforms"; "server conforms" ]

        // A number of the first session means nothing in the second.
        let again =
            [ client (post "/rpc" "text/plain" "[\"pull\",1]"); server (answer "\n") ]

        http (batch @ again) |> verdicts |> Expect.equal [ "client diverges"; "server conforms" ]

    [<Fact>]
    let ``A status other than 200 hides what the server did, unless the client is at fault`` () : unit =
        let verdicts body =
            http [ client (post "/rpc" "text/plain" body); server refusal ] |> verdicts

        verdicts "[\"push\",[\"pipeline\",0,[\"greet\"],[]]]"
        |> List.map (fun verdict -> (verdict.Split " at frame")[0])
        |> Expect.equal [ "client conforms"; "server cannot be judged: the server answered 403" ]

        verdicts "[\"pull\",7]" |> Expect.equal [ "client diverges"; "server conforms" ]

    [<Fact>]
    let ``Other HTTP and other WebSockets are not claimed`` () : unit =
        let foreign =
            [ [ client "GET / HTTP/1.1\r\nHost: x\r\n\r\n"; server (answer "hello") ]
              [ client (post "/" "application/json" """[{"jsonrpc":"2.0","method":"pull","id":1}]""")
                server (answer "[]") ]
              [ client (post "/" "text/plain" "[\"shove\",1]")
                server (answer "[\"shove\",1]") ]
              [ client "SSH-2.0-x\r\n"; server "SSH-2.0-y\r\n" ] ]

        for said in foreign do
            http said |> List.map told |> Expect.isEmpty

        webSocket [ client "hello"; server """{"pull":1}""" ]
        |> spoken
        |> reports
        |> List.map told
        |> Expect.isEmpty

    [<Property(MaxTest = 300)>]
    let ``Whatever bytes follow a request, it is read`` (noise: byte array) (isUpgrade: bool) =
        let start =
            if isUpgrade then
                webSocket greeting
            else
                [ client (post "/rpc" "text/plain" "[\"pull\",1]")
                  server "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" ]
                |> List.map (fun (side, text) -> side, utf8 text)

        for side in [ Caller; Callee ] do
            reports (spoken (start @ [ side, ReadOnlyMemory(Array.append noise [| 1uy |]) ]))
            |> Expect.hasLength 1

    [<Fact>]
    let ``A recording whose lines do not say who sent them has no session`` () : unit =
        recorded [ """["push",["pipeline",0,["greet"],[]]]"""; """{"msg":["pull",1]}""" ]
        |> List.map told
        |> Expect.isEmpty

    /// The time by which frames are captured later whose TCP source port is not the server's.
    let private clientLater (milliseconds: float) (frames: Frame list) =
        frames
        |> List.map (fun frame ->
            let isServer =
                frame.Bytes.Span[34] = byte (18_098 >>> 8) && frame.Bytes.Span[35] = byte (18_098 &&& 255)

            let later = if isServer then 0L else int64 (milliseconds * 1e6)

            { frame with
                Time = frame.Time |> ValueOption.map ((+) later) })
        |> List.sortBy _.Time

    [<Theory>]
    [<InlineData(0.2)>]
    [<InlineData(-0.2)>]
    [<InlineData(0.5)>]
    [<InlineData(-0.5)>]
    [<InlineData(5.0)>]
    [<InlineData(19.0)>]
    let ``No side diverges because the capture shows one direction later`` (milliseconds: float) : unit =
        frames "npm-batch-and-ws.pcapng"
        |> clientLater milliseconds
        |> reports
        |> accused
        |> Expect.equal []

    [<Fact>]
    let ``An answer long before its question is a divergence`` () : unit =
        [ client """["push",["pipeline",0,["greet"],["Al"]]]"""
          server """["resolve",1,"Hello, Al"]"""
          for _ in 1..25 do
              server """["push",["pipeline",0,["greet"],["Al"]]]"""
          client """["pull",1]""" ]
        |> webSocket
        |> spoken
        |> reports
        |> verdicts
        |> List.last
        |> Expect.equal "server diverges"

    /// The frames of a capture with a text replaced by one of its length where it comes for the last time.
    let private damaged name (one: string) (other: string) =
        let ofText (text: string) =
            ReadOnlyMemory(System.Text.Encoding.Latin1.GetBytes text)

        let frames = frames name

        let index =
            frames |> List.findIndexBack (fun frame -> frame.Bytes.Span.IndexOf((ofText one).Span) >= 0)

        let frame = frames[index]
        let bytes = frame.Bytes.ToArray()
        (ofText other).CopyTo(Memory(bytes, frame.Bytes.Span.IndexOf((ofText one).Span), other.Length))

        frames
        |> List.updateAt
            index
            { frame with
                Bytes = ReadOnlyMemory bytes }

    [<Theory>]
    [<InlineData("npm-batch-and-ws.pcapng", "GET /rpc", "FET /rpc")>]
    [<InlineData("npm-batch-and-ws.pcapng", "HTTP/1.1 101", "HTTP/1.1 500")>]
    [<InlineData("npm-batch-and-ws.pcapng", "Sec-WebSocket-Key", "Sec-WebSocket-Kex")>]
    [<InlineData("npm-batch-and-ws.pcapng", "Sec-WebSocket-Accept", "Sec-WebSocket-Accepx")>]
    [<InlineData("seed-alice-bob.pcapng", "POST /rpc", "PKST /rpc")>]
    [<InlineData("seed-alice-bob.pcapng", "[\"push\"", "[\"pus\u0097\"")>]
    let ``A session does not vanish because one byte of it is damaged``
        (name: string, one: string, other: string)
        : unit =
        let found = damaged name one other |> reports |> verdicts
        found |> Expect.hasLength 4

        found[2..]
        |> List.filter (fun verdict -> verdict.EndsWith " conforms")
        |> List.length
        |> Expect.isLessThan 2

    [<Fact>]
    let ``A client that opens a WebSocket without a handshake diverges, and its server is not judged`` () : unit =
        let spokenOnly = webSocket greeting |> List.skip 2
        let found = spoken spokenOnly |> reports |> verdicts
        found[0] |> Expect.equal "client diverges"
        found[1] |> Expect.stringStarts "server cannot be judged: "

    [<Fact>]
    let ``A frame of a length that no frame may have is a divergence`` () : unit =
        let illegal =
            ReadOnlyMemory [| 0x81uy; 127uy; 0x80uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 5uy; 1uy |]

        webSocket greeting @ [ Callee, illegal ]
        |> spoken
        |> reports
        |> verdicts
        |> List.last
        |> Expect.equal "server diverges"

    [<Fact>]
    let ``The bytes of a message that does not end are counted`` () : unit =
        let unfinished = ReadOnlyMemory [| 0x81uy; 100uy; byte '['; byte '"' |]

        webSocket greeting @ [ Callee, unfinished ]
        |> spoken
        |> reports
        |> verdicts
        |> List.last
        |> Expect.stringContains "cannot be judged: the last 4 bytes of "
