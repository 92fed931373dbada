namespace PeerFunctional.Tests

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Capture

/// Frames of capture files, and frames made for a test.
module CapturedFrames =

    /// The frames of a capture file of any kind, in their order.
    let ofFile (path: string) =
        [ for block in CaptureFile(path).Blocks() do
              match block with
              | Captured frame -> frame
              | SectionHeader
              | InterfaceDescription _
              | InterfaceStatistics _
              | Secrets _
              | Skipped _
              | Damaged _ -> () ]

    /// An IP packet as a frame without a link layer, captured at a time in nanoseconds since 1970.
    let ofPacket time (packet: Result<byte array, Malformation>) =
        match packet with
        | Ok packet ->
            { LinkType = LinkType.RawIp
              Time = ValueSome time
              Bytes = ReadOnlyMemory packet
              Length = int64 packet.Length
              Dropped = 0L }
        | Error problem -> failwith problem.Detail
