namespace PeerFunctional.Tests.Libp2p

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Libp2p
open PeerFunctional.Tests
open PeerFunctional.Tests.Libp2p.HostRecordings
open PeerFunctional.Tests.Libp2p.HostGenerators

/// One direction of a stream: lines, and the messages of the protocol that they agree on.
module SubstreamDecoderTests =

    let private write (messages: Message list) =
        messages |> List.map Message.write |> join

    let private errors heard =
        heard
        |> List.choose (fun message ->
            match message with
            | Error(problem: Malformation) -> Some problem.Problem
            | Ok _ -> None)

    [<Fact>]
    let ``Every direction of every recorded stream reads, in any pieces, and is written again byte for byte``
        ()
        : unit =
        directions |> List.length |> Expect.isGreaterThan 100

        for direction in directions do
            let readBy length =
                read direction.IsReadersOwn direction.IsEnded (cut [ length ] direction.Bytes)

            let heard = readBy 100_000
            Expecto.Expect.isEmpty (errors heard) (string direction)

            for length in [ 0; 1; 6; 30 ] do
                Expecto.Expect.equal (readBy length) heard (string direction)

            let messages = heard |> List.map get

            // Of the request that was reset, five bytes came and no end.
            if direction.File <> "13-request-reset.json" || direction.IsEnded || direction.Stream <> 4L then
                Expecto.Expect.equal { Bytes = write messages } { Bytes = direction.Bytes } (string direction)

    let private heardIn file stream from =
        let direction =
            directions
            |> List.find (fun direction ->
                direction.File.StartsWith(file: string) && direction.Stream = stream && direction.From = from)

        read direction.IsReadersOwn direction.IsEnded [ direction.Bytes ] |> List.map (get >> Message.words)

    [<Fact>]
    let ``A recorded request, its answer, a refusal, a list and a push read as what they are`` () : unit =
        heardIn "07" 4L "dialer"
        |> Expect.equal [ "multistream 1.0.0"; "protocol /foo/1"; "request: at once" ]

        heardIn "08" 5L "dialer"
        |> Expect.equal
            [ "multistream 1.0.0"
              "protocol /foo/1"
              "response: Hello back from , /ip4/127.0.0.1/udp/53735/quic-v1" ]

        heardIn "05" 4L "listener" |> Expect.equal [ "multistream 1.0.0"; "protocol not available" ]
        heardIn "15" 8L "listener" |> List.item 1 |> Expect.equal "4 protocols"

        heardIn "04" 5L "listener"
        |> Expect.equal
            [ "multistream 1.0.0"
              "protocol /ipfs/id/push/1.0.0"
              "identify push, 5 protocols"
              "end of the stream" ]

        heardIn "03" 4L "dialer"
        |> Expect.equal
            [ "multistream 1.0.0"
              "protocol /ipfs/ping/1.0.0"
              "ping"
              "end of the stream" ]

    [<Property>]
    let ``What one side says reads as it was written, in any pieces`` (lengths: int list) =
        direction |> Arb.fromGen |> Prop.forAll
        <| fun (struct (isOurs, messages)) -> read isOurs true (cut lengths (write messages)) = List.map Ok messages

    [<Property(MaxTest = 50)>]
    let ``A direction that is cut short brings a beginning of its messages, then its end or one malformation`` () =
        direction |> Arb.fromGen |> Prop.forAll
        <| fun (struct (isOurs, messages)) ->
            let bytes = write messages

            [ 0 .. bytes.Length - 1 ]
            |> List.forall (fun length ->
                let heard = read isOurs true [ bytes.Slice(0, length) ]
                let whole = heard |> List.takeWhile Result.isOk |> List.map get

                let isBeginning =
                    match List.rev whole with
                    | Message.End :: before -> List.truncate before.Length messages = List.rev before
                    | _ -> List.truncate whole.Length messages = whole

                isBeginning && List.length heard <= List.length whole + 1)

    [<Property(MaxTest = 500)>]
    let ``Damaged bytes bring messages, and at most one malformation behind them, the same in any pieces``
        (lengths: int list)
        =
        Gen.map3
            (fun (struct (isOurs, messages)) place value ->
                let bytes = (write messages).ToArray()
                bytes[place % bytes.Length] <- value
                struct (isOurs, ReadOnlyMemory bytes))
            direction
            (Gen.choose (0, 10_000))
            (Gen.choose (0, 255) |> Gen.map byte)
        |> Arb.fromGen
        |> Prop.forAll
        <| fun (struct (isOurs, bytes)) ->
            let heard = read isOurs true [ bytes ]

            heard = read isOurs true (cut lengths bytes)
            && (errors heard).Length <= 1
            && (heard |> List.skipWhile Result.isOk |> List.length) <= 1

    [<Property>]
    let ``A message has a digest and a journal's form, from which it reads again`` () =
        let codec = ValueCodec.create<Message list> WireConversions.all

        direction |> Arb.fromGen |> Prop.forAll
        <| fun (struct (_, messages)) ->
            let again = codec.Decode(ReadOnlyMemory(codec.Encode messages))
            again = Ok messages && Result.map ValueDigest.ofValue again = Ok(ValueDigest.ofValue messages)

    let private agreed protocol =
        write [ Message.Line(MultistreamLine.Protocol protocol) ]

    [<Fact>]
    let ``Bytes where the stream should end, and messages that are too long, are malformations`` () : unit =
        let zeros length =
            ReadOnlyMemory(Array.zeroCreate<byte> length)

        for isOurs, protocol, bytes, problem in
            [ false, ProtocolName.identify, zeros 1, "unexpected-bytes"
              true, ProtocolName.push, zeros 1, "unexpected-bytes"
              true, ProtocolName.identify, hex "8140", "oversize"
              true, ProtocolName.identify, hex "ffffffffffffffffffff01", "bad-length"
              true, ProtocolName.identify, hex "00", "missing-key"
              false, ProtocolName.push, hex "0000", "unexpected-bytes"
              false, ProtocolName.foo, zeros (Exchange.MaxRequest + 1), "oversize"
              true, ProtocolName.foo, zeros (Exchange.MaxResponse + 1), "oversize" ] do
            read isOurs true [ agreed protocol; bytes ] |> errors |> Expect.equal [ problem ]

    [<Fact>]
    let ``A ping that is cut short is a malformation, and a stream that ends between messages is not`` () : unit =
        read false true [ agreed ProtocolName.ping; ReadOnlyMemory(Array.zeroCreate<byte> 20) ]
        |> errors
        |> Expect.equal [ "cut-short" ]

        read false true [] |> Expect.equal [ Ok Message.End ]
        read false true [ hex "13" ] |> errors |> Expect.equal [ "cut-short" ]
        read false true [ agreed ProtocolName.foo ] |> errors |> Expect.hasLength 1
