namespace PeerFunctional.Tests.CapnWeb

open System
open System.Text
open Xunit
open FsCheck.Xunit
open PeerFunctional.CapnWeb
open PeerFunctional.Tests

/// Captured requests and responses.
module HttpMessageTests =

    let private bytes (text: string) =
        ReadOnlyMemory(Encoding.Latin1.GetBytes text)

    let private told part =
        match part with
        | HttpPart.Whole message -> $"{message.Head.Start}|{Encoding.Latin1.GetString message.Body.Span}|{message.End}"
        | HttpPart.HeadOnly(head, _, headEnd) -> $"head of {head.Start}|{headEnd}"
        | HttpPart.Partial -> "partial"
        | HttpPart.Broken problem -> $"broken: {problem.Detail}"

    let private get = "GET / HTTP/1.1\r\n\r\n"

    let private request text =
        told (HttpMessage.request 0 (bytes text))

    let private requestFor text =
        match HttpMessage.request 0 (bytes text) with
        | HttpPart.Whole message -> message.Head
        | HttpPart.HeadOnly _
        | HttpPart.Partial
        | HttpPart.Broken _ -> failwith text

    let private response isOver text =
        told (HttpMessage.response isOver (requestFor get) 0 (bytes text))

    [<Fact>]
    let ``A request has the body whose length it tells, or none`` () : unit =
        let post = "POST /rpc HTTP/1.1"
        request get |> Expect.equal $"GET / HTTP/1.1||{get.Length}"

        request $"{post}\r\nContent-Length: 2\r\n\r\n[]more" |> Expect.equal $"{post}|[]|{post.Length + 25}"

        request $"{post}\r\ncontent-length: 3\r\n\r\n[]"
        |> Expect.equal $"head of {post}|{post.Length + 23}"

        request $"{post}\r\nContent-Length: 3" |> Expect.equal "partial"

    [<Fact>]
    let ``A body in chunks is put together, with trailers behind it`` () : unit =
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
        let body = "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nDate: x\r\n\r\n"
        let whole = head + body
        response false (whole + "HTTP") |> Expect.equal $"HTTP/1.1 200 OK|abc0123456789|{whole.Length}"

        for length in head.Length .. whole.Length - 1 do
            response false (whole.Substring(0, length)) |> Expect.equal $"head of HTTP/1.1 200 OK|{head.Length}"

        for body in
            [ "x\r\n"
              "-1\r\n"
              "FFFFFFFFF\r\n"
              "1\r\nabc\r\n"
              String('1', HttpMessage.MaxChunkLine) ] do
            response false (head + body) |> Expect.stringContains "broken: "

    [<Fact>]
    let ``A response without a length ends with its direction, and one that has no body ends with its head`` () : unit =
        response false "HTTP/1.1 200 OK\r\n\r\nabc" |> Expect.equal "head of HTTP/1.1 200 OK|19"
        response true "HTTP/1.1 200 OK\r\n\r\nabc" |> Expect.equal "HTTP/1.1 200 OK|abc|22"
        response false "HTTP/1.1 204 No Content\r\n\r\nabc" |> Expect.equal "HTTP/1.1 204 No Content||27"

        response false "HTTP/1.1 101 Switching Protocols\r\n\r\nabc"
        |> Expect.equal "HTTP/1.1 101 Switching Protocols||36"

        response false "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"
        |> Expect.equal "HTTP/1.1 200 OK|a|64"

    [<Fact>]
    let ``What is no HTTP, and lengths that contradict each other, are named`` () : unit =
        request "nonsense\r\n\r\n" |> Expect.equal "broken: it is not an HTTP/1.1 head"

        request "GET / HTTP/1.1\r\nno colon\r\n\r\n"
        |> Expect.equal "broken: a field of an HTTP head has no name"

        request "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"
        |> Expect.equal "broken: an HTTP body has two lengths"

        request "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\nab"
        |> Expect.equal "broken: the length of an HTTP body is not a number, or too large"

        request "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\nab"
        |> Expect.equal "broken: the transfer coding of an HTTP body is not chunked"

        request (String('x', HttpHead.MaxLength))
        |> Expect.equal $"broken: an HTTP head has more than {HttpHead.MaxLength} bytes"

    [<Property(MaxTest = 1000)>]
    let ``Whatever the bytes behind a head, they are read`` (noise: byte array) (isChunked: bool) =
        let head =
            if isChunked then
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            else
                "HTTP/1.1 200 OK\r\n"

        let text = head + Encoding.Latin1.GetString noise
        response false text |> Expect.isNonEmpty
