namespace PeerFunctional.CapnWeb

open System
open System.Globalization
open System.Text
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A request or a response.
[<NoEquality; NoComparison>]
type HttpMessage =
    {
        /// Where the head begins.
        Start: int
        Head: HttpHead
        /// Where the head ends.
        HeadEnd: int
        /// Without its transfer coding.
        Body: ReadOnlyMemory<byte>
        /// Where the message ends.
        End: int
    }

/// What a direction holds of a message.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type HttpPart =
    | Whole of HttpMessage
    /// The body is not there to its end.
    | HeadOnly of HttpHead * start: int * headEnd: int
    | Partial
    | Broken of Malformation

module HttpMessage =

    /// Bytes of a line that tells the length of a chunk.
    [<Literal>]
    let MaxChunkLine = 1_024

    [<RequireQualifiedAccess>]
    type private Length =
        | Fixed of int
        | Chunked
        | UntilEnd
        | Unreadable of Malformation

    let private lengthProblem (digits: string) =
        let detail = "the length of an HTTP body is not a number, or too large"

        if digits <> "" && String.forall Char.IsAsciiDigit digits then
            HttpHead.unread detail
        else
            HttpHead.wrong detail

    let private contentLength head otherwise =
        match HttpHead.values "content-length" head |> List.distinct with
        | [] -> otherwise
        | [ digits ] ->
            match Int32.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture) with
            | true, length -> Length.Fixed length
            | false, _ -> Length.Unreadable(lengthProblem digits)
        | _ -> Length.Unreadable(HttpHead.wrong "an HTTP body has two lengths")

    let private length otherwise head =
        match HttpHead.values "transfer-encoding" head with
        | [] -> contentLength head otherwise
        | [ coding ] when coding.Equals("chunked", StringComparison.OrdinalIgnoreCase) -> Length.Chunked
        | _ -> Length.Unreadable(HttpHead.unread "the transfer coding of an HTTP body is not chunked")

    /// A line that ends in CRLF, and where the next begins.
    let private line at (bytes: ReadOnlyMemory<byte>) =
        let rest = bytes.Slice(at, min MaxChunkLine (bytes.Length - at))

        match rest.Span.IndexOf(ReadOnlySpan "\r\n"B) with
        | -1 when rest.Length = MaxChunkLine -> HttpRead.Broken(HttpHead.unread "a line of a chunked body is too long")
        | -1 -> HttpRead.Partial
        | length -> HttpRead.Whole(Encoding.Latin1.GetString(rest.Slice(0, length).Span), at + length + 2)

    let private chunkSize (line: string) =
        let digits = (line.Split(';')[0]).Trim()

        match Int32.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) with
        | true, size when size >= 0 -> ValueSome size
        | _ -> ValueNone

    let rec private trailers at bytes =
        match line at bytes with
        | HttpRead.Whole("", after) -> HttpRead.Whole((), after)
        | HttpRead.Whole(_, after) -> trailers after bytes
        | HttpRead.Partial -> HttpRead.Partial
        | HttpRead.Broken detail -> HttpRead.Broken detail

    let rec private chunks found at (bytes: ReadOnlyMemory<byte>) =
        match line at bytes with
        | HttpRead.Partial -> HttpRead.Partial
        | HttpRead.Broken detail -> HttpRead.Broken detail
        | HttpRead.Whole(text, start) ->
            match chunkSize text with
            | ValueNone -> HttpRead.Broken(HttpHead.wrong "the length of a chunk is not a number, or too large")
            | ValueSome 0 ->
                match trailers start bytes with
                | HttpRead.Whole((), after) -> HttpRead.Whole(CapturedStream.joined (List.rev found), after)
                | HttpRead.Partial -> HttpRead.Partial
                | HttpRead.Broken detail -> HttpRead.Broken detail
            | ValueSome size when size > bytes.Length - start - 2 -> HttpRead.Partial
            | ValueSome size when not (bytes.Span.Slice(start + size, 2).SequenceEqual(ReadOnlySpan "\r\n"B)) ->
                HttpRead.Broken(HttpHead.wrong "a chunk is longer than it says")
            | ValueSome size -> chunks (bytes.Slice(start, size) :: found) (start + size + 2) bytes

    let private body isOver length at (bytes: ReadOnlyMemory<byte>) =
        match length with
        | Length.Fixed size when size <= bytes.Length - at -> HttpRead.Whole(bytes.Slice(at, size), at + size)
        | Length.Fixed _ -> HttpRead.Partial
        | Length.Chunked -> chunks [] at bytes
        | Length.UntilEnd when isOver -> HttpRead.Whole(bytes.Slice at, bytes.Length)
        | Length.UntilEnd -> HttpRead.Partial
        | Length.Unreadable detail -> HttpRead.Broken detail

    /// `isSuch` tells heads of the right kind, and `mayBegin` whether the bytes of a part of one may begin it.
    let private read isSuch mayBegin isOver lengthOf at (bytes: ReadOnlyMemory<byte>) =
        match HttpHead.read at bytes with
        | HttpRead.Partial when mayBegin (bytes.Slice at) -> HttpPart.Partial
        | HttpRead.Partial -> HttpPart.Broken(HttpHead.wrong "it is not an HTTP/1.1 head")
        | HttpRead.Broken detail -> HttpPart.Broken detail
        | HttpRead.Whole(head, _) when not (isSuch head) -> HttpPart.Broken(HttpHead.wrong "it is not an HTTP/1.1 head")
        | HttpRead.Whole(head, headEnd) ->
            match body isOver (lengthOf head) headEnd bytes with
            | HttpRead.Partial -> HttpPart.HeadOnly(head, at, headEnd)
            | HttpRead.Broken detail -> HttpPart.Broken detail
            | HttpRead.Whole(body, after) ->
                HttpPart.Whole
                    { Start = at
                      Head = head
                      HeadEnd = headEnd
                      Body = body
                      End = after }

    let private mayBeRequest (bytes: ReadOnlyMemory<byte>) =
        bytes.IsEmpty || Char.IsAsciiLetterUpper(char bytes.Span[0])

    let private mayBeResponse (bytes: ReadOnlyMemory<byte>) =
        let length = min bytes.Length 7
        bytes.Span.Slice(0, length).SequenceEqual(ReadOnlySpan("HTTP/1."B, 0, length))

    /// The request that begins at a place. One without a length has no body.
    let request at bytes =
        read HttpHead.isRequest mayBeRequest false (length (Length.Fixed 0)) at bytes

    let private responseLength request head =
        let status = HttpHead.status head

        if HttpHead.method request = "HEAD" || status < 200 || status = 204 || status = 304 then
            Length.Fixed 0
        else
            length Length.UntilEnd head

    /// The final response to a request, at a place or behind interim responses there; `isOver` tells whether the direction
    /// ended, which ends a body without a length.
    let rec response isOver request at bytes =
        match read HttpHead.isResponse mayBeResponse isOver (responseLength request) at bytes with
        | HttpPart.Whole interim when HttpHead.status interim.Head / 100 = 1 && HttpHead.status interim.Head <> 101 ->
            response isOver request interim.End bytes
        | part -> part
