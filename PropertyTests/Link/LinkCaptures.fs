namespace PeerFunctional.Tests.Link

open System
open System.Text
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Link
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Captures of links, and the verdicts on them.
module LinkCaptures =

    let reports (frames: Frame seq) =
        frames |> Seq.map Captured |> Explanation.reports [ LinkAnalysis.analyzer ]

    let sides frames =
        reports frames |> List.collect _.Verdicts

    /// A verdict as a line: the participant, and the policy that it conforms to.
    let verdict (side: ParticipantVerdict) =
        match side.Conformance with
        | Conforms(policy, _) -> $"{side.Peer} {policy.Value}"
        | Diverges _ -> $"{side.Peer} diverges"
        | TakesNoPart _ -> $"{side.Peer} takes no part"
        | NotJudged reason -> $"{side.Peer} cannot be judged: {reason}"
        | Absent -> $"{side.Peer} sent nothing"

    let verdicts frames = sides frames |> List.map verdict

    let alice = Endpoint.create "127.0.0.1" 51_515
    let bob = Endpoint.create "127.0.0.1" 62_626

    /// What is done on a connection from a port of alice's host to bob.
    type Deed =
        | Call
        | Take
        | Say of TcpEnd * ReadOnlyMemory<byte>
        | Finish of TcpEnd
        | Break of TcpEnd

    let private frame (at: TimeSpan) segment =
        Packet.ofSegment segment |> CapturedFrames.ofPacket (1_700_000_000_000_000_000L + at.Ticks * 100L)

    /// The frames of a connection from a port on which these things happen at these times, in milliseconds.
    let connectionFrom port (deeds: (int * Deed) list) =
        let first = TcpSynthesizer.between 1 (Endpoint.create "127.0.0.1" port) bob

        (first, deeds)
        ||> List.mapFold (fun talk (at, deed) ->
            let struct (segments, talk) =
                match deed with
                | Call -> TcpSynthesizer.call talk
                | Take -> TcpSynthesizer.answer talk
                | Say(side, bytes) -> TcpSynthesizer.say side bytes talk
                | Finish side -> TcpSynthesizer.finish side talk
                | Break side -> TcpSynthesizer.reset side talk

            segments |> List.map (frame (TimeSpan.FromMilliseconds(int64 at))), talk)
        |> fst
        |> List.concat

    /// The frames of a connection from port 40000.
    let connection deeds = connectionFrom 40_000 deeds

    /// Datagrams at these times, in milliseconds.
    let datagrams (sent: (int * Endpoint * Endpoint * ReadOnlyMemory<byte>) list) =
        [ for at, source, destination, bytes in sent do
              let datagram: Datagram =
                  { Source = source
                    Destination = destination
                    Payload = bytes }

              Packet.build datagram
              |> CapturedFrames.ofPacket (1_700_000_000_000_000_000L + int64 at * 1_000_000L) ]

    let bytes (text: string) =
        ReadOnlyMemory(Encoding.ASCII.GetBytes text)

    /// A header as any program may write it.
    let header (text: string) =
        bytes (text.PadRight(Header.Length, '|'))

    let name endpoint = PeerName.ofEndpoint endpoint
