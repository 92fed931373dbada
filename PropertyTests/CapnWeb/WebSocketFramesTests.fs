namespace PeerFunctional.Tests.CapnWeb

open System
open FsCheck.FSharp
open Xunit
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.CapnWeb
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.CapnWeb.RpcCaptures

/// Frames of captured WebSockets.
module WebSocketFramesTests =

    let private plain side =
        { IsMasked = (side = Caller)
          IsCompressed = false
          KeepsWindow = true }

    let private compressed side = { plain side with IsCompressed = true }

    let private told (framed: FramedMessage) =
        match framed.Message with
        | Ok(WebSocketMessage.Text bytes) -> Text.Encoding.UTF8.GetString bytes.Span
        | Ok(WebSocketMessage.Binary bytes) -> $"{bytes.Length} bytes"
        | Ok WebSocketMessage.Ping -> "ping"
        | Ok WebSocketMessage.Pong -> "pong"
        | Ok(WebSocketMessage.Close(code, reason)) -> $"close {ValueOption.defaultValue 0 code} {reason}"
        | Error problem -> $"{problem.Problem}: {problem.Detail}"

    let private read rules (frames: ReadOnlyMemory<byte> list) =
        WebSocketFrames.read rules 0 (CapturedStream.joined frames) |> Seq.map told |> List.ofSeq

    let private text =
        Gen.elements
            [ ""
              "a"
              "[\"pull\",1]"
              String('x', 125)
              String('y', 126)
              String('z', 70_000) ]

    [<Property(MaxTest = 60)>]
    let ``Messages come out as they went in, in one frame or in several with signs of life between`` () =
        let said =
            Gen.zip (Gen.listOf text) (Gen.elements [ Caller; Callee ]) |> Arb.fromGen

        Prop.forAll said (fun (texts, side) ->
            let whole = texts |> List.map (RpcCaptures.text side)

            let inParts =
                texts
                |> List.collect (fun text ->
                    let bytes = utf8 text
                    let half = bytes.Length / 2

                    [ frame side 0x01uy (bytes.Slice(0, half))
                      frame side 0x89uy (utf8 "there?")
                      frame side 0x00uy ReadOnlyMemory.Empty
                      frame side 0x80uy (bytes.Slice half) ])

            read (plain side) whole |> Expect.equal texts
            read (plain side) inParts |> List.filter ((<>) "ping") |> Expect.equal texts)

    [<Property(MaxTest = 60)>]
    let ``Compressed messages come out as they went in, though each refers to those before it`` () =
        let said =
            Gen.zip (Gen.listOf text) (Gen.elements [ Caller; Callee ]) |> Arb.fromGen

        Prop.forAll said (fun (texts, side) ->
            let frames = deflated texts |> List.map (frame side 0xC1uy)
            read (compressed side) frames |> Expect.equal texts)

    [<Fact>]
    let ``A close has a code and a reason, and nothing behind it is read`` () : unit =
        let close =
            ReadOnlyMemory(Array.append [| 0x0Buy; 0xB8uy |] ((utf8 "bye").ToArray()))

        [ frame Callee 0x8Auy ReadOnlyMemory.Empty
          frame Callee 0x88uy close
          RpcCaptures.text Callee "late" ]
        |> read (plain Callee)
        |> Expect.equal [ "pong"; "close 3000 bye" ]

        [ frame Callee 0x88uy ReadOnlyMemory.Empty ] |> read (plain Callee) |> Expect.equal [ "close 0 " ]

    [<Fact>]
    let ``A frame that breaks a rule is named, and nothing behind it is read`` () : unit =
        let cases =
            [ "a frame of the server is masked", Callee, [ RpcCaptures.text Caller "x" ]
              "a frame of the client is not masked", Caller, [ RpcCaptures.text Callee "x" ]
              "a frame has a reserved bit that was not negotiated", Callee, [ frame Callee 0xC1uy (utf8 "x") ]
              "a control frame is cut or too long", Callee, [ frame Callee 0x09uy (utf8 "x") ]
              "a control frame is cut or too long", Callee, [ frame Callee 0x89uy (utf8 (String('x', 126))) ]
              "a frame is of the unknown kind 3", Callee, [ frame Callee 0x83uy (utf8 "x") ]
              "a frame goes on with no message", Callee, [ frame Callee 0x80uy (utf8 "x") ]
              "a message begins within another",
              Callee,
              [ frame Callee 0x01uy (utf8 "x"); frame Callee 0x81uy (utf8 "x") ] ]

        for detail, side, frames in cases do
            frames @ frames |> read (plain side) |> Expect.equal [ $"bad-frame: {detail}" ]

    [<Fact>]
    let ``A frame whose bytes have not all come is not read yet`` () : unit =
        let claimed =
            ReadOnlyMemory
                [| 0x81uy
                   127uy
                   0x7Fuy
                   0xFFuy
                   0xFFuy
                   0xFFuy
                   0xFFuy
                   0xFFuy
                   0xFFuy
                   0xFFuy
                   1uy |]

        read (plain Callee) [ claimed ] |> Expect.isEmpty

    [<Fact>]
    let ``A message that opens to too much, and one that is damaged, end the reading`` () : unit =
        let bomb =
            deflated [ String('0', WebSocketFrames.MaxOpened + 1) ] |> List.map (frame Callee 0xC1uy)

        (CapturedStream.joined bomb).Length |> Expect.isLessThan 1_000_000

        bomb @ deflated [ "x" ]
        |> read (compressed Callee)
        |> Expect.equal [ "not-opened: a compressed message is too long" ]

        [ frame Callee 0xC1uy (ReadOnlyMemory [| 0xFFuy; 0xFFuy; 0xFFuy |]) ]
        |> read (compressed Callee)
        |> Expect.equal [ "not-opened: a compressed message is damaged" ]

    [<Property(MaxTest = 1000)>]
    let ``Whatever the bytes, reading ends`` (noise: byte array) (isCompressed: bool) =
        for side in [ Caller; Callee ] do
            let rules = if isCompressed then compressed side else plain side
            (read rules [ ReadOnlyMemory noise ]).Length |> Expect.isLessThanOrEqual (1 + noise.Length / 2)
