namespace PeerFunctional.Tests.Capture

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Tests.Encoding

/// A datagram whose packet was cut, its fragments in the order they were captured.
type Cut = { Of: Datagram; Parts: byte[] list }

module Cut =

    let private ok (result: Result<'value, Malformation>) =
        match result with
        | Ok value -> value
        | Error e -> failwith e.Detail

    /// The IPv4 or IPv6 packet of a part of a packet's body.
    let part (packet: byte[]) (offset: int) (length: int) =
        let isLast header =
            header + offset + length = packet.Length

        if packet[0] >>> 4 = 4uy then
            let header = Array.copy packet[..19]
            let total = 20 + length
            header[2] <- byte (total >>> 8)
            header[3] <- byte total
            header[5] <- 77uy
            header[6] <- (byte (offset / 8 >>> 8)) ||| (if isLast 20 then 0uy else 0x20uy)
            header[7] <- byte (offset / 8)
            Array.append header packet[20 + offset .. 19 + offset + length]
        else
            let header = Array.copy packet[..39]
            let total = 8 + length
            header[4] <- byte (total >>> 8)
            header[5] <- byte total
            header[6] <- 44uy
            let place = offset ||| (if isLast 40 then 0 else 1)

            Array.concat
                [ header
                  [| packet[6]; 0uy; byte (place >>> 8); byte place; 0uy; 0uy; 0uy; 77uy |]
                  packet[40 + offset .. 39 + offset + length] ]

    let private size (packet: byte[]) =
        packet.Length - (if packet[0] >>> 4 = 4uy then 20 else 40)

    let gen =
        gen {
            let! datagram =
                Generators.datagram |> Gen.filter (fun datagram -> datagram.Payload.Length >= 8)

            let packet = Packet.build datagram |> ok
            let size = size packet
            let! step = Gen.choose (max 1 (size / 160), size / 8)
            let starts = [ 0 .. step * 8 .. size - 1 ]

            let parts =
                starts |> List.map (fun start -> part packet start (min (step * 8) (size - start)))

            let! repeated = Gen.subListOf parts
            let! order = Gen.shuffle (parts @ repeated)

            return
                { Of = datagram
                  Parts = List.ofArray order }
        }

type Cuts =
    static member Cut() = Arb.fromGen Cut.gen

module IpReassemblyTests =

    let private add (struct (fragments, found)) (struct (time: int64, bytes: byte[])) =
        let frame =
            { LinkType = LinkType.RawIp
              Time = ValueSome time
              Bytes = ReadOnlyMemory bytes
              Length = int64 bytes.Length
              Dropped = 0L }

        match Capture.transport frame fragments with
        | struct (fragments, Ok(ValueSome(Udp datagram))) -> struct (fragments, datagram :: found)
        | struct (fragments, _) -> struct (fragments, found)

    let private read frames =
        let struct (_, found) = List.fold add (struct (IpReassembly.empty, [])) frames
        found

    let private isOf (expected: Datagram) (datagram: Datagram) =
        datagram.Source = expected.Source
        && datagram.Destination = expected.Destination
        && datagram.Payload.Span.SequenceEqual expected.Payload.Span

    [<Property(Arbitrary = [| typeof<Cuts> |])>]
    let ``Fragments in any order, some of them twice, give their datagram`` (cut: Cut) =
        match read (cut.Parts |> List.map (fun part -> struct (0L, part))) with
        | [] -> false
        | datagrams -> datagrams |> List.forall (isOf cut.Of)

    [<Property(Arbitrary = [| typeof<Cuts> |])>]
    let ``Without one fragment there is no datagram`` (cut: Cut) =
        let lacking = cut.Parts |> List.distinct |> List.tail
        lacking.IsEmpty || read (lacking |> List.map (fun part -> struct (0L, part))) |> List.isEmpty

    [<Property(Arbitrary = [| typeof<Cuts> |])>]
    let ``A fragment that comes after half a minute is too late`` (cut: Cut) =
        match List.distinct cut.Parts with
        | first :: (_ :: _ as rest) ->
            let late = IpReassembly.MaxAge + 1L

            read (struct (0L, first) :: (rest |> List.map (fun part -> struct (late, part)))) |> List.isEmpty
        | _ -> true

    [<Property>]
    let ``Any fragments of any packets keep within their bounds`` (pieces: (byte * uint16 * bool * byte[]) list) =
        let add fragments (id: byte, offset: uint16, more, body: byte[]) =
            let packet =
                { From = "a"
                  To = "b"
                  Protocol = 17
                  Identification = uint32 id
                  Body = ReadOnlyMemory body
                  FragmentInfo =
                    ValueSome
                        { Identification = uint32 id
                          Offset = int offset / 8 * 8
                          More = more } }

            let struct (fragments, _) = IpReassembly.add 0L packet fragments
            fragments

        pieces |> List.fold add IpReassembly.empty |> ignore

    let private datagram =
        { Source = Endpoint.create "10.0.0.1" 1
          Destination = Endpoint.create "10.0.0.2" 2
          Payload = ReadOnlyMemory [| for index in 0..99 -> byte index |] }

    [<Fact>]
    let ``A fragment that overlaps another one ends its packet`` () : unit =
        let packet =
            match Packet.build datagram with
            | Ok packet -> packet
            | Error e -> failwith e.Detail

        let parts = [ Cut.part packet 0 64; Cut.part packet 56 16; Cut.part packet 64 44 ]
        read (parts |> List.map (fun part -> struct (0L, part))) |> List.length |> Expect.equal 0
