namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module RecordingTests =

    let private codec = Message.codec TestSignatures.signatures

    let private channel told =
        if told.Kind = "PUSH" then
            Message.pushRole
        else
            Message.commandRole

    [<Theory; MemberData("Names", MemberType = typeof<Recordings>)>]
    let ``A recording decodes into exactly its listed datagrams`` (recording: string) : unit =
        let frames = Fixtures.frames recording
        let told = Fixtures.told recording
        frames.Length |> Expect.equal told.Length

        for frame, told in List.zip frames told do
            match Packet.parse frame.LinkType frame.Bytes, told with
            | Ok datagram, Some told ->
                datagram.Source |> Expect.equal (Endpoint.create "127.0.0.1" told.SourcePort)
                datagram.Destination |> Expect.equal (Endpoint.create "127.0.0.1" told.DestinationPort)
                datagram.Payload.ToArray() |> Expect.equal told.Bytes
                int64 datagram.Payload.Length |> Expect.equal told.Length
            | Error Icmp, None -> ()
            | other -> failwith $"%A{other}"

    [<Theory; MemberData("Names", MemberType = typeof<Recordings>)>]
    let ``Every recorded datagram decodes as its listed message and encodes back to its bytes``
        (recording: string)
        : unit =
        for told in Fixtures.told recording |> List.choose id do
            match codec.Decode (channel told) (ReadOnlyMemory told.Bytes) with
            | Ok message ->
                let struct (channelBack, bytes) = codec.Encode message
                Fixtures.kind message |> Expect.equal told.Kind
                channelBack |> Expect.equal (channel told)
                bytes.ToArray() |> Expect.equal told.Bytes
            | Error e -> failwith e.Detail

    [<Fact>]
    let ``The times of a recording increase and lie in its capture's year`` () : unit =
        for recording in Fixtures.recordings do
            let times =
                Fixtures.frames recording |> List.choose (_.Time >> ValueOption.toOption)

            times |> Expect.isAscending

            let year = DateTimeOffset.FromUnixTimeMilliseconds(times.Head / 1_000_000L).Year
            year |> Expect.isGreaterThanOrEqual 2019
            year |> Expect.isLessThanOrEqual 2100
