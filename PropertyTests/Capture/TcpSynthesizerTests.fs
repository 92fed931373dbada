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

module TcpSynthesizerTests =

    let private caller, private callee =
        Endpoint.create "10.0.0.1" 50_000, Endpoint.create "10.0.0.2" 7_777

    let private caller6, private callee6 =
        Endpoint.create "2001:db8::1" 50_000, Endpoint.create "2001:db8::2" 7_777

    let private passed source segments =
        let struct (stream, passed) =
            (struct (TcpReassembly.empty, []), segments)
            ||> List.fold (fun (struct (stream, passed)) (segment: Segment) ->
                if segment.Source = source then
                    let struct (stream, more) = TcpReassembly.add segment stream
                    struct (stream, passed @ more)
                else
                    struct (stream, passed))

        passed @ TcpReassembly.finish stream

    let private data passed =
        passed
        |> List.map (fun passed ->
            match passed with
            | Bytes bytes -> bytes.ToArray()
            | Joined
            | Missing _
            | Ended
            | TornDown -> [||])
        |> Array.concat

    let private isWhole (passed: StreamEvent list) =
        passed |> List.last |> _.IsEnded
        && passed |> List.forall (fun passed -> not passed.IsMissing && not passed.IsJoined)

    /// The segments of steps taken one after the other.
    let private run talk steps =
        let struct (segments, _) =
            (struct ([], talk), steps)
            ||> List.fold (fun (struct (segments, talk)) step ->
                let struct (more, talk) = step talk
                struct (segments @ more, talk))

        segments

    let private reread (segment: Segment) =
        match Packet.ofSegment segment with
        | Error e -> failwith e.Detail
        | Ok packet ->
            match IpPacket.parse (ReadOnlyMemory packet) |> Result.bind TransportLayer.ofIp with
            | Ok(Tcp segment) -> segment
            | Ok(Udp _)
            | Error _ -> failwith "no TCP"

    let private fields (segment: Segment) =
        (segment.Source, segment.Destination, segment.Sequence, segment.Acknowledgement),
        (segment.Syn, segment.Fin, segment.Reset, segment.Payload.ToArray())

    [<Property>]
    let ``The messages of both sides are reassembled from the packets of their connection``
        (number: int)
        (said: (bool * byte[]) list)
        (isIp6: bool)
        =
        let caller, callee = if isIp6 then caller6, callee6 else caller, callee
        let side isCaller = if isCaller then Caller else Callee

        let segments =
            run
                (TcpSynthesizer.between number caller callee)
                ([ TcpSynthesizer.call; TcpSynthesizer.answer ]
                 @ [ for isCaller, bytes in said -> TcpSynthesizer.say (side isCaller) (ReadOnlyMemory<byte> bytes) ]
                 @ [ TcpSynthesizer.finish Callee; TcpSynthesizer.finish Caller ])

        let read = segments |> List.map reread

        List.map fields read = List.map fields segments
        && [ caller, true; callee, false ]
           |> List.forall (fun (source: Endpoint, isCaller: bool) ->
               let passed = passed source read

               isWhole passed
               && data passed = (said |> List.filter (fst >> (=) isCaller) |> List.map snd |> Array.concat))

    [<Property>]
    let ``Every acknowledgement is of all that was said before`` (number: int) (said: (bool * byte[]) list) =
        let talk = TcpSynthesizer.between number caller callee

        let segments =
            run
                talk
                ([ TcpSynthesizer.call; TcpSynthesizer.answer ]
                 @ [ for isCaller, bytes in said ->
                         TcpSynthesizer.say (if isCaller then Caller else Callee) (ReadOnlyMemory bytes) ])

        let next (segment: Segment) =
            segment.Sequence + uint32 segment.Payload.Length + (if segment.Syn then 1u else 0u)

        segments
        |> List.indexed
        |> List.skip 1
        |> List.forall (fun (index, segment) ->
            segments[.. index - 1]
            |> List.findBack (fun other -> other.Source = segment.Destination)
            |> fun other -> segment.Acknowledgement = ValueSome(next other))

    [<Fact>]
    let ``Long messages are cut to what packets carry`` () : unit =
        let bytes = Array.init 200_000 byte

        for caller, callee in [ caller, callee; caller6, callee6 ] do
            let segments =
                run
                    (TcpSynthesizer.between 1 caller callee)
                    [ TcpSynthesizer.call
                      TcpSynthesizer.answer
                      TcpSynthesizer.say Caller (ReadOnlyMemory bytes)
                      TcpSynthesizer.finish Caller ]

            segments |> List.map reread |> passed caller |> data |> Expect.equal bytes

            segments
            |> List.map (fun segment -> segment.Payload.Length)
            |> List.filter (fun length -> length > 0)
            |> Expect.equal
                [ TcpSynthesizer.MaxPayload
                  TcpSynthesizer.MaxPayload
                  TcpSynthesizer.MaxPayload
                  200_000 - 3 * TcpSynthesizer.MaxPayload ]

    [<Fact>]
    let ``Nothing is said after a reset`` () : unit =
        let segments =
            run
                (TcpSynthesizer.between 1 caller callee)
                [ TcpSynthesizer.call
                  TcpSynthesizer.reset Callee
                  TcpSynthesizer.say Caller (ReadOnlyMemory "x"B)
                  TcpSynthesizer.finish Caller
                  TcpSynthesizer.reset Caller ]

        segments
        |> List.map (fun segment -> segment.Syn, segment.Reset)
        |> Expect.equal [ true, false; false, true ]
