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

/// A stream and the segments a capture shows of it.
type Cuttings =
    { Stream: byte[]
      First: uint32
      Segments: Segment list }

module Cuttings =

    let segment (sequence: uint32) (payload: byte[]) =
        { Source = Endpoint.create "a" 1
          Destination = Endpoint.create "b" 2
          Sequence = sequence
          Acknowledgement = ValueNone
          Missing = 0
          Syn = false
          Fin = false
          Reset = false
          Payload = ReadOnlyMemory payload }

    let syn first =
        { segment (first - 1u) [||] with
            Syn = true }

    let fin (first: uint32) (length: int) =
        { segment (first + uint32 length) [||] with
            Fin = true }

    let gen =
        gen {
            let! stream = Gen.choose (0, 200) |> Gen.bind Generators.bytes
            let! first = Gen.elements [ 0u; 1u; 4_294_967_290u; 2_147_483_640u; 77u ]

            let piece =
                gen {
                    let! start = Gen.choose (0, stream.Length)
                    let! length = Gen.choose (0, stream.Length - start)
                    return segment (first + uint32 start) stream[start .. start + length - 1]
                }

            // A cutting that covers it all, and any number of others, which overlap.
            let! step = Gen.choose (1, 40)

            let cover =
                [ for start in 0..step .. stream.Length - 1 ->
                      segment (first + uint32 start) stream[start .. min (start + step) stream.Length - 1] ]

            let! more = Gen.listOf piece
            let! order = Gen.shuffle (fin first stream.Length :: cover @ more)

            return
                { Stream = stream
                  First = first
                  Segments = syn first :: List.ofArray order }
        }

type CuttingsArbitrary =
    static member Cuttings() = Arb.fromGen Cuttings.gen

module TcpReassemblyTests =

    let private run segments =
        let struct (stream, passed) =
            (struct (TcpReassembly.empty, []), segments)
            ||> List.fold (fun (struct (stream, passed)) segment ->
                let struct (stream, more) = TcpReassembly.add segment stream
                struct (stream, passed @ more))

        passed @ TcpReassembly.finish stream

    let private words passed =
        match passed with
        | Joined -> "joined"
        | Bytes bytes -> Text.Encoding.Latin1.GetString bytes.Span
        | Missing count -> $"<{count}>"
        | Ended -> "ended"
        | TornDown -> "torn"

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

    let private isEnded passed =
        passed |> List.tryLast |> Option.map words = Some "ended"

    let private isWhole (passed: StreamEvent list) =
        passed |> List.forall (fun passed -> not passed.IsMissing)

    [<Property(Arbitrary = [| typeof<CuttingsArbitrary> |])>]
    let ``Any cutting, order, repetition and overlap of a stream's segments gives the stream`` (cuttings: Cuttings) =
        let passed = run cuttings.Segments
        data passed = cuttings.Stream && isEnded passed

    [<Property(Arbitrary = [| typeof<CuttingsArbitrary> |])>]
    let ``The missing bytes of a stream are counted, and no other bytes`` (cuttings: Cuttings) (lost: Set<byte>) =
        let kept =
            cuttings.Segments
            |> List.indexed
            |> List.filter (fun (index, segment) -> index = 0 || segment.Fin || not (Set.contains (byte index) lost))
            |> List.map snd

        let have = Array.zeroCreate<bool> cuttings.Stream.Length

        for segment in kept do
            if not segment.Syn then
                let start = int (segment.Sequence - cuttings.First)

                for index in start .. start + segment.Payload.Length - 1 do
                    have[index] <- true

        let expected = Array.zip cuttings.Stream have |> Array.filter snd |> Array.map fst

        let missing = have |> Array.filter not |> Array.length

        let passed = run kept

        let counted =
            passed
            |> List.sumBy (fun passed ->
                match passed with
                | Missing count -> int count
                | Joined
                | Bytes _
                | Ended
                | TornDown -> 0)

        data passed = expected && counted = missing && isWhole passed = (missing = 0)

    let private text (sequence: uint32) (text: string) =
        Cuttings.segment sequence (Text.Encoding.Latin1.GetBytes text)

    let private told segments =
        run segments |> List.map words |> String.concat "|"

    [<Fact>]
    let ``Where segments contradict each other the first one wins`` () : unit =
        told [ Cuttings.syn 1u; text 3u "CD"; text 1u "abcdef" ] |> Expect.equal "ab|CD|ef"

    [<Fact>]
    let ``A capture that lacks the beginning joins the stream and ignores what came before`` () : unit =
        told [ text 10u "hello"; text 5u "12345"; text 15u "!" ] |> Expect.equal "joined|hello|!"

    [<Fact>]
    let ``A reset ends the stream, and nothing follows`` () : unit =
        told [ Cuttings.syn 1u; text 1u "a"; { text 2u "" with Reset = true }; text 2u "b" ]
        |> Expect.equal "a|torn"

    [<Fact>]
    let ``Segments far ahead of any window are ignored`` () : unit =
        told [ Cuttings.syn 1u; text 2_000_000_000u "x"; text 1u "a" ] |> Expect.equal "a"

    [<Fact>]
    let ``What comes early is bounded: past the bound the gap is given up`` () : unit =
        let piece = String('x', 60_000)
        let pieces = [ for index in 0..99 -> text (11u + uint32 (index * 60_000)) piece ]
        let passed = run (Cuttings.syn 1u :: pieces)
        words passed.Head |> Expect.equal "<10>"
        (data passed).Length |> Expect.equal 6_000_000

    [<Property>]
    let ``Any segments keep within their bounds`` (segments: (uint32 * bool * bool * bool * byte[]) list) =
        segments
        |> List.map (fun (sequence, syn, fin, reset, payload) ->
            { Cuttings.segment sequence payload with
                Syn = syn
                Fin = fin
                Reset = reset })
        |> run
        |> ignore
