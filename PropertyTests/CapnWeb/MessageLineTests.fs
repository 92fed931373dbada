namespace PeerFunctional.Tests.CapnWeb

open System
open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Tests.Link.Generators
open PeerFunctional.Tests.CapnWeb.ExpressionGenerators
open PeerFunctional.CapnWeb

/// Messages in lines: on a stream, and in the body of a batch.
module MessageLineTests =

    let private codecOf limits =
        match (CapnWebWires.create limits).Streams with
        | ValueSome wire -> wire.Codec
        | ValueNone -> failwith "it has streams"

    let private codec = codecOf limits

    let private hearBy (codec: StreamCodec<Message>) pieces =
        let struct (heard, decoder) =
            (struct ([], codec.Decoder caller), pieces)
            ||> List.fold (fun (struct (heard, decoder)) (piece: ReadOnlyMemory<byte>) ->
                let struct (found, decoder) = decoder.Take piece
                struct (heard @ found, decoder))

        struct (heard, decoder.AtEnd())

    let private hear = hearBy codec

    let private messages = Gen.listOf ExpressionGenerators.message

    [<Property>]
    let ``Messages read as they were written, in any pieces`` (lengths: int list) =
        messages |> Arb.fromGen |> Prop.forAll
        <| fun messages ->
            let bytes = messages |> List.map codec.Write |> join
            hear (cut lengths bytes) = struct (List.map Ok messages, [])

    [<Property>]
    let ``Any bytes are heard the same in any pieces`` (bytes: byte[], lengths: int list) =
        let bytes = join [ codec.Write Pipe; ReadOnlyMemory bytes ]
        hear (cut lengths bytes) = hear [ bytes ]

    [<Property>]
    let ``A batch reads as it was written`` () =
        messages |> Arb.fromGen |> Prop.forAll
        <| fun messages ->
            match Batch.write messages with
            | Ok body -> Batch.read limits body = List.map Ok messages
            | Error _ -> false

    [<Fact>]
    let ``After a malformation nothing more is heard`` () : unit =
        match hear [ utf8 "[\"pipe\"]\r\n[\"foo\"]\n[\"pipe\"]\n"; utf8 "[\"pipe\"]\n" ] with
        | struct ([ Ok Pipe; Error problem ], []) -> problem.Problem |> Expect.equal WireProblem.BadMessage
        | other -> failwith $"{other}"

    [<Fact>]
    let ``A stream that ends inside a line is cut short`` () : unit =
        match hear [ utf8 "[\"pipe\"]\n[\"pi"; utf8 "pe\"]" ] with
        | struct ([ Ok Pipe ], [ Error problem ]) -> problem.Problem |> Expect.equal "cut-short"
        | other -> failwith $"{other}"

    [<Fact>]
    let ``A line longer than the limit is refused before it ends`` () : unit =
        let codec = codecOf { limits with MessageLength = 100 }
        let piece = utf8 (String(' ', 100))

        match hearBy codec [ piece; piece; piece; utf8 " "; piece ] with
        | struct ([ Error problem ], []) -> problem.Problem |> Expect.equal WireProblem.Oversize
        | other -> failwith $"{other}"

    [<Theory>]
    [<InlineData("[\"pipe\"]\n[\"pull\",1]")>]
    [<InlineData("[\"pipe\"]\r\n[\"pull\",1]")>]
    let ``Lines of a batch end with a newline, and blanks may stand before it`` (body: string) : unit =
        Batch.read limits (utf8 body) |> Expect.equal [ Ok Pipe; Ok(Pull 1L) ]

    [<Theory>]
    [<InlineData("[\"pipe\"]\n")>]
    [<InlineData("[\"pipe\"]\n\n[\"pull\",1]")>]
    let ``An empty line of a batch is no message`` (body: string) : unit =
        match Batch.read limits (utf8 body) with
        | [ Ok Pipe; Error problem ] -> problem.Detail |> Expect.equal "Unexpected end of JSON input"
        | other -> failwith $"{other}"

    [<Fact>]
    let ``An empty body is a batch of no messages`` () : unit =
        Batch.read limits ReadOnlyMemory.Empty |> Expect.equal []
        Batch.write [] |> Result.map _.Length |> Expect.equal (Ok 0)

    [<Fact>]
    let ``A message that cannot be sent ends a stream, and no batch is written with it`` () : unit =
        let deep =
            Push((Value.Null, [ 1..256 ]) ||> List.fold (fun value _ -> Value.Items [ value ]))

        match hear [ codec.Write deep ] with
        | struct ([ Ok(Abort(Value.Error failure)) ], []) -> failure.Message |> Expect.notEqual ""
        | other -> failwith $"{other}"

        Batch.write [ Pipe; deep ] |> Result.isError |> Expect.isTrue
