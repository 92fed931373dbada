namespace PeerFunctional.Tests.Capture

open System
open System.IO
open PeerFunctional.Capture

/// A recording of ours, in which nothing may be damaged.
module RecordedFile =

    let frames path =
        File.ReadAllBytes path
        |> ReadOnlyMemory
        |> Pcapng.blocks
        |> Seq.choose (fun struct (_, block) ->
            match block with
            | Captured frame -> Some frame
            | SectionHeader
            | InterfaceDescription _ -> None
            | InterfaceStatistics _
            | Secrets _
            | Skipped _
            | Damaged _ -> failwith $"%A{block}")
        |> List.ofSeq

    /// The TCP segments of a recording that has nothing else.
    let segments path =
        frames path
        |> List.map (fun frame ->
            match
                Link.ipPacket frame.LinkType frame.Bytes
                |> Result.bind IpPacket.parse
                |> Result.bind TransportLayer.ofIp
            with
            | Ok(Tcp segment) -> segment
            | Ok(Udp _)
            | Error _ -> failwith "no TCP")
