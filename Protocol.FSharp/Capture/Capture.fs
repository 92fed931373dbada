namespace PeerFunctional.Capture

open System
open System.Buffers.Binary
open PeerFunctional.Kernel

type Capture =
    private
    | Unopened
    | Classic of PcapFormat
    | Sections of Section voption

[<NoEquality; NoComparison>]
type CaptureFileReader =
    | Block of Block * length: int64 * Capture
    | Needs of bytes: int

module Capture =

    [<Literal>]
    let MaxWindow = Pcapng.MaxBlock

    let start = Unopened

    let private pcapng section remaining window =
        match Pcapng.next section remaining window with
        | Read(block, length, section) -> Block(block, length, Sections section)
        | More bytes -> Needs bytes

    let private classic format remaining window =
        match Pcap.next format remaining window with
        | Ok struct (block, length) -> Block(block, length, Classic format)
        | Error bytes -> Needs bytes

    let private noCapture remaining detail =
        Block(Damaged(Malformation.create "no-capture" detail), remaining, Unopened)

    /// The program that unpacks a file, by its first four bytes.
    let private unpacker (window: ReadOnlyMemory<byte>) =
        match BinaryPrimitives.ReadUInt32BigEndian window.Span with
        | 0x28B52FFDu -> ValueSome "zstd -d"
        | 0xFD377A58u -> ValueSome "xz -d"
        | 0x04224D18u -> ValueSome "lz4 -d"
        | 0x504B0304u -> ValueSome "unzip"
        | magic when magic >>> 8 = 0x425A68u -> ValueSome "bzip2 -d"
        | magic when magic >>> 16 = 0x1F8Bu -> ValueSome "gunzip"
        | _ -> ValueNone

    let private opened remaining (window: ReadOnlyMemory<byte>) =
        if remaining < 4L then
            noCapture remaining "the file is not a capture; record one with tcpdump, Wireshark or --record"
        elif window.Length < 4 then
            Needs 4
        elif not (Pcap.isPcap window) then
            match unpacker window with
            | ValueSome program -> noCapture remaining $"the file is packed: unpack it with: {program}"
            | ValueNone -> pcapng ValueNone remaining window
        elif remaining < int64 Pcap.HeaderLength then
            Block(
                Damaged(Malformation.create "truncated-header" "the file ends inside its header"),
                remaining,
                Unopened
            )
        elif window.Length < Pcap.HeaderLength then
            Needs Pcap.HeaderLength
        else
            match Pcap.format window with
            | ValueSome format -> Block(SectionHeader, int64 Pcap.HeaderLength, Classic format)
            | ValueNone -> pcapng ValueNone remaining window

    let next capture (remaining: int64) window =
        match capture with
        | Unopened -> opened remaining window
        | Classic format -> classic format remaining window
        | Sections section -> pcapng section remaining window

    let blocks (file: ReadOnlyMemory<byte>) =
        (struct (0L, start))
        |> Seq.unfold (fun (struct (offset, capture)) ->
            if offset >= int64 file.Length then
                None
            else
                let rest = file.Slice(int offset)

                match next capture (int64 rest.Length) rest with
                | Block(block, length, capture) -> Some(block, struct (offset + length, capture))
                | Needs _ -> None)

    let isSegment (frame: Frame) =
        match Link.ipPacket frame.LinkType frame.Bytes with
        | Ok packet when packet.Length >= 20 ->
            packet.Span[0] >>> 4 = 4uy
            && packet.Span[9] = 6uy
            && (packet.Span[6] &&& 0x3fuy) = 0uy
            && packet.Span[7] = 0uy
        | Ok _
        | Error _ -> false

    let packet (frame: Frame) =
        Link.ipPacket frame.LinkType frame.Bytes |> Result.bind IpPacket.parseCut

    let transportOf (frame: Frame) packet fragments =
        match packet with
        | Error reason -> struct (fragments, Error reason)
        | Ok struct (packet, missing) when missing > 0 && frame.Length > int64 frame.Bytes.Length ->
            struct (fragments, TransportLayer.ofCut packet missing |> Result.map ValueSome)
        | Ok struct (_, missing) when missing > 0 -> struct (fragments, Error Truncated)
        | Ok struct (packet, _) ->
            let time = frame.Time |> ValueOption.defaultValue 0L
            let struct (fragments, assembled) = IpReassembly.add time packet fragments

            let transport =
                match assembled with
                | Whole packet -> TransportLayer.ofIp packet |> Result.map ValueSome
                | Waiting -> Ok ValueNone
                | Contradicting -> Error Fragment
                | Unsound reason -> Error reason

            struct (fragments, transport)

    let transport frame fragments =
        transportOf frame (packet frame) fragments
