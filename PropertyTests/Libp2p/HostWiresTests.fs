namespace PeerFunctional.Tests.Libp2p

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Tests
open PeerFunctional.Tests.Libp2p.HostGenerators

/// Messages as a transport and a world write and read them.
module HostWiresTests =

    let private wires = Libp2pWires.create (ProtocolKind.standard ProtocolName.foo)

    let private host = Endpoint.create "127.0.0.1" 4001
    let private dialled = Dialled(host, 1)
    let private accepted = Accepted(host, host)

    let private hear (decoder: StreamDecoder<Message>) (pieces: ReadOnlyMemory<byte> list) =
        let struct (heard, decoder) =
            (struct ([], decoder), pieces)
            ||> List.fold (fun (struct (heard, decoder)) piece ->
                let struct (found, decoder) = decoder.Take piece
                struct (heard @ found, decoder))

        heard @ decoder.AtEnd()

    let private connection = ValueOption.get wires.Streams
    let private substreams = ValueOption.get wires.Substreams

    [<Property>]
    let ``What one side says on a stream reads at the other end, whoever opened it`` (lengths: int list) =
        direction |> Arb.fromGen |> Prop.forAll
        <| fun (struct (isOurs, messages)) ->
            let written = messages |> List.map substreams.Write
            let bytes = written |> List.map (fun struct (bytes, _) -> bytes) |> join

            let lastAlone =
                written
                |> List.indexed
                |> List.forall (fun (index, struct (_, isLast)) -> isLast = (index = written.Length - 1))

            lastAlone
            && [ dialled, (if isOurs then 4L else 5L); accepted, (if isOurs then 5L else 4L) ]
               |> List.forall (fun (name, number) ->
                   hear (substreams.Decoder name number) (cut lengths bytes) = List.map Ok messages)

    [<Property>]
    let ``A partner's id reads on its connection, in any pieces`` (lengths: int list) =
        peer |> Arb.fromGen |> Prop.forAll
        <| fun peer ->
            let message = Message.Proved peer

            hear (connection.Codec.Decoder accepted) (cut lengths (connection.Codec.Write message)) = [ Ok message ]

    [<Property>]
    let ``A refusal reads on its connection, in any pieces`` (lengths: int list) =
        Gen.zip (Gen.elements [ RefusalCause.Full; RefusalCause.Certificate; RefusalCause.Other ]) anyText
        |> Arb.fromGen
        |> Prop.forAll
        <| fun (cause, words) ->
            let message = Message.Refused(Refusal.create cause words)

            hear (connection.Codec.Decoder dialled) (cut lengths (connection.Codec.Write message)) = [ Ok message ]

    [<Property>]
    let ``Any bytes on a connection are an id or a refusal and at most one malformation, the same in any pieces``
        (lengths: int list)
        =
        Gen.zip peer (anyBytes 60) |> Arb.fromGen |> Prop.forAll
        <| fun (peer, garbage) ->
            [ garbage
              join [ ReadOnlyMemory [| 0uy |]; garbage ]
              join [ Message.write (Message.Proved peer); garbage ]
              join [ Message.write (Message.Refused(Refusal.full 3)); garbage ] ]
            |> List.forall (fun bytes ->
                let decoder = connection.Codec.Decoder dialled
                let heard = hear decoder [ bytes ]

                heard = hear decoder (cut lengths bytes)
                && (heard |> List.filter Result.isError |> List.length) <= 1)

    [<Fact>]
    let ``A request of a megabyte in pieces of one byte reads whole through the wires`` () : unit =
        let request = Message.Request { Message = String('x', 1_000_000) }
        let agreed = Message.Line(MultistreamLine.Protocol ProtocolName.foo)

        let mutable decoder = substreams.Decoder accepted 0L

        for message in [ agreed; request ] do
            let bytes = Message.write message

            for index in 0 .. bytes.Length - 1 do
                let struct (_, next) = decoder.Take(bytes.Slice(index, 1))
                decoder <- next

        decoder.AtEnd() |> Expect.equal [ Ok request ]
