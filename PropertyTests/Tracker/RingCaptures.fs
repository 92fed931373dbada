namespace PeerFunctional.Tests.Tracker

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Captures of trackers and peers, and the verdicts on them.
module RingCaptures =

    let frames (name: string) =
        CapturedFrames.ofFile (Repository.trackerFixture $"{name}.pcapng")

    let reports (frames: Frame seq) =
        frames |> Seq.map Captured |> Explanation.reports [ RingAnalysis.analyzer ]

    /// A verdict as a line: the participant, and where it diverges.
    let verdict (side: ParticipantVerdict) =
        match side.Conformance with
        | Conforms(policy, _) -> $"{side.Peer} conforms to {policy.Value}"
        | Diverges(policy, first, _) ->
            let expected = ValueOption.defaultValue "nothing" first.Expected

            let place =
                first.Frame |> ValueOption.map string |> ValueOption.defaultValue "the end"

            $"{side.Peer} diverges from {policy.Value} at {place}, where {expected} is missing"
        | TakesNoPart reason -> $"{side.Peer} takes no part: {reason}"
        | NotJudged reason -> $"{side.Peer} cannot be judged: {reason}"
        | Absent -> $"{side.Peer} sent nothing"

    let verdicts frames =
        reports frames |> List.collect _.Verdicts |> List.map verdict

    /// A segment as a frame without a link layer.
    let frame time segment =
        Packet.ofSegment segment |> CapturedFrames.ofPacket time

    let private start = 1_700_000_000_000_000_000L

    let private nanoseconds (at: TimeSpan) = start + at.Ticks * 100L

    /// The traffic of a network as the frames of a capture of this length.
    let framesOf (length: TimeSpan) (seen: (struct (TimeSpan * int * CapturedAct<Message>)) list) =
        let tell (talks, frames) (struct (at: TimeSpan, line, what)) =
            let talk () = Map.find line talks

            let struct (segments, talk) =
                match what with
                | Calls(caller, callee) -> TcpSynthesizer.between line caller callee |> TcpSynthesizer.call
                | Takes -> TcpSynthesizer.answer (talk ())
                | Refuses -> TcpSynthesizer.reset TcpEnd.Callee (talk ())
                | Says(side, message) ->
                    talk () |> TcpSynthesizer.say side (ReadOnlyMemory(Wire.write Program Protocol2 message))
                | Closes side -> TcpSynthesizer.finish side (talk ())
                | Breaks side -> TcpSynthesizer.reset side (talk ())

            Map.add line talk talks, (segments |> List.map (frame (nanoseconds at)) |> List.rev) @ frames

        let frames = seen |> List.fold tell (Map.empty, []) |> snd |> List.rev

        /// A foreign frame that marks the end of the capture.
        let last =
            { LinkType = LinkType.RawIp
              Time = ValueSome(nanoseconds length)
              Bytes = ReadOnlyMemory.Empty
              Length = 0L
              Dropped = 0L }

        frames @ [ last ]

    /// A ring that runs for so long, as frames.
    let framesOfTown (length: TimeSpan) (network: LosslessNetwork<RingParticipant, Message>) =
        network.Run length
        framesOf length network.Captured
