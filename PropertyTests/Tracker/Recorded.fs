namespace PeerFunctional.Tests.Tracker

open System
open System.IO
open PeerFunctional.Capture
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests.Capture

/// The messages of a recording's connections.
module Recorded =

    let private codec =
        Wire.codec
            { Variant = Program
              Protocol = Protocol0
              ReadMode = WholeMessage }

    /// The messages of one direction.
    let private said connection (segments: Segment list) =
        let struct (stream, passed) =
            (struct (TcpReassembly.empty, []), segments)
            ||> List.fold (fun (struct (stream, passed)) segment ->
                let struct (stream, more) = TcpReassembly.add segment stream
                struct (stream, passed @ more))

        let pieces =
            passed @ TcpReassembly.finish stream
            |> List.choose (fun passed ->
                match passed with
                | StreamEvent.Bytes bytes -> Some(bytes.ToArray())
                | StreamEvent.Joined
                | StreamEvent.Missing _
                | StreamEvent.Ended
                | StreamEvent.TornDown -> None)

        Fixtures.hear codec connection pieces
        |> List.map (fun result ->
            match result with
            | Ok message -> message
            | Error problem -> failwith $"{problem}")

    /// Every connection: the requests of its caller, and the answers.
    let exchanges path =
        let segments = RecordedFile.segments path

        [ for call in segments |> List.filter (fun segment -> segment.Syn && segment.Acknowledgement = ValueNone) do
              let from source destination =
                  segments
                  |> List.filter (fun segment -> segment.Source = source && segment.Destination = destination)

              said (Accepted(call.Source, call.Destination)) (from call.Source call.Destination),
              said (Dialled(call.Destination, 0)) (from call.Destination call.Source) ]
