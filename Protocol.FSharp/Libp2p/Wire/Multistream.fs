namespace PeerFunctional.Libp2p

open System
open System.Text
open PeerFunctional.Kernel

/// A line of multistream-select, by which the two ends of a stream agree on a protocol.
[<RequireQualifiedAccess>]
type MultistreamLine =
    /// First of either side.
    | Header
    /// Proposed by the opener; said by the acceptor, agreed.
    | Protocol of ProtocolName
    /// The acceptor does not have what was proposed.
    | NotAvailable
    /// The opener asks for all names.
    | ListProtocols
    /// The answer to it, which js-libp2p gives.
    | Protocols of ProtocolName list

/// What the first bytes of a buffer hold.
[<Struct; NoEquality; NoComparison>]
type internal LineReading =
    | Line of line: MultistreamLine * rest: ReadOnlyMemory<byte>
    | NeedMore
    | Wrong of Malformation

/// Lines as bytes: the length, the text, a newline that the length counts.
module Multistream =

    /// Bytes of the longest line, the newline among them. js-libp2p refuses a longer one, so no peer that speaks to it writes one, and a
    /// stream in negotiation holds no more.
    [<Literal>]
    let MaxLine = 1_024

    let private line (content: byte array) =
        Varint.prefixed (Array.append content [| '\n'B |])

    let private text (text: string) = line (Encoding.UTF8.GetBytes text)

    /// As many names as a line takes.
    let private list names =
        let items = names |> List.map (ProtocolName.text >> text)

        let ends =
            items |> List.scan (fun length (item: byte array) -> length + item.Length) 1 |> List.tail

        List.zip items ends
        |> List.takeWhile (fun (_, length) -> length <= MaxLine)
        |> List.map fst
        |> Array.concat
        |> line

    let write line =
        match line with
        | MultistreamLine.Header -> text ProtocolName.Header
        | MultistreamLine.NotAvailable -> text ProtocolName.NotAvailable
        | MultistreamLine.ListProtocols -> text ProtocolName.ListProtocols
        | MultistreamLine.Protocol name -> text (ProtocolName.text name)
        | MultistreamLine.Protocols names -> list names

    let private wrong detail =
        Wrong(Malformation.create "bad-line" detail)

    /// The bytes of a line of a known length without the newline at its end, and the rest.
    let private ofLength count (bytes: ReadOnlyMemory<byte>) =
        if bytes.Length < count then
            ValueNone
        elif bytes.Span[count - 1] <> '\n'B then
            ValueSome(Error "a line lacks the newline at its end")
        else
            ValueSome(Ok(struct (bytes.Slice(0, count - 1), bytes.Slice count)))

    /// A line's bytes, and the rest. A length may be longer than need be, as js-libp2p has it.
    let private content (bytes: ReadOnlyMemory<byte>) =
        match Varint.read bytes with
        | CutShort when bytes.Length < 2 -> ValueNone
        | Whole(count, length) when count > 0UL && count <= uint64 MaxLine && length <= 2 ->
            ofLength (int count) (bytes.Slice length)
        | Whole _
        | CutShort
        | TooLong -> ValueSome(Error $"a line is empty, or longer than {MaxLine} bytes")

    let private name bytes =
        Utf8Text.read "a protocol's name" bytes |> Result.bind ProtocolName.create

    /// The names of a list: each is a line.
    let rec private names (bytes: ReadOnlyMemory<byte>) found =
        if bytes.IsEmpty then
            Ok(List.rev found)
        else
            match content bytes with
            | ValueSome(Ok struct (item, rest)) ->
                match name item with
                | Ok name -> names rest (name :: found)
                | Error problem -> Error problem
            | ValueSome(Error detail) -> Malformation.error "bad-line" detail
            | ValueNone -> Malformation.error "bad-line" "a list of protocols is cut short"

    let private meaning (content: ReadOnlyMemory<byte>) =
        // Only a list has a newline inside.
        if content.IsEmpty || content.Span.Contains '\n'B then
            names content [] |> Result.map MultistreamLine.Protocols
        else
            match Utf8Text.read "a protocol's name" content with
            | Ok ProtocolName.Header -> Ok MultistreamLine.Header
            | Ok ProtocolName.NotAvailable -> Ok MultistreamLine.NotAvailable
            | Ok ProtocolName.ListProtocols -> Ok MultistreamLine.ListProtocols
            | Ok text -> ProtocolName.create text |> Result.map MultistreamLine.Protocol
            | Error problem -> Error problem

    /// The first line of some bytes.
    let internal read bytes =
        match content bytes with
        | ValueNone -> NeedMore
        | ValueSome(Error detail) -> wrong detail
        | ValueSome(Ok struct (content, rest)) ->
            match meaning content with
            | Ok line -> Line(line, rest)
            | Error problem -> Wrong problem
