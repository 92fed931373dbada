namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// Messages in lines, as an HTTP batch has them and as worlds carry them.
module CapnWebWires =

    /// The beginning of a line whose end has not come.
    [<Struct; NoEquality; NoComparison>]
    type private Held =
        {
            /// Last first.
            Parts: ReadOnlyMemory<byte> list
            Length: int
        }

    let private nothing = { Parts = []; Length = 0 }

    let private hold (part: ReadOnlyMemory<byte>) held =
        if part.IsEmpty then
            held
        else
            { Parts = part :: held.Parts
              Length = held.Length + part.Length }

    let private joined held =
        match held.Parts with
        | [] -> ReadOnlyMemory.Empty
        | [ part ] -> part
        | parts ->
            let bytes = Array.zeroCreate<byte> held.Length

            (held.Length, parts)
            ||> List.fold (fun until part ->
                part.CopyTo(Memory(bytes, until - part.Length, part.Length))
                until - part.Length)
            |> ignore

            ReadOnlyMemory bytes

    /// The most bytes of a line: a UTF-16 unit has at most three bytes in UTF-8.
    let private mostBytes limits =
        int (min (int64 Int32.MaxValue) (3L * int64 limits.MessageLength))

    let rec private over: StreamDecoder<Message> =
        { Take = fun _ -> struct ([], over)
          Block = fun () -> ValueNone
          AtEnd = fun () -> [] }

    let rec private decoder limits held : StreamDecoder<Message> =
        let rec take (bytes: ReadOnlyMemory<byte>) held found =
            let length = bytes.Span.IndexOf '\n'B
            let part = if length < 0 then bytes else bytes.Slice(0, length)

            if part.Length > mostBytes limits - held.Length then
                struct (List.rev (Error(WireProblem.oversize limits.MessageLength) :: found), over)
            elif length < 0 then
                struct (List.rev found, decoder limits (hold part held))
            else
                match MessageCodec.read limits (joined (hold part held)) with
                | Ok message -> take (bytes.Slice(length + 1)) nothing (Ok message :: found)
                | Error problem -> struct (List.rev (Error problem :: found), over)

        { Take = fun bytes -> take bytes held []
          Block = fun () -> ValueNone
          AtEnd =
            fun () ->
                if held.Length = 0 then
                    []
                else
                    [ Malformation.error "cut-short" $"the stream ends after {held.Length} bytes of a message" ] }

    /// A message that cannot be sent as it is, such as one nested too deep, ends the session.
    let private line message =
        let text =
            match MessageCodec.write message with
            | Ok text -> text
            | Error problem ->
                match MessageCodec.write (Abort(Value.Error(WireProblem.failure problem))) with
                | Ok text -> text
                | Error _ -> ReadOnlyMemory.Empty

        let bytes = Array.zeroCreate<byte>(text.Length + 1)
        text.CopyTo(Memory bytes)
        bytes[text.Length] <- '\n'B
        ReadOnlyMemory bytes

    /// Messages of up to the receiver's limits, each in a line of its own.
    let create limits : Wires<Message> =
        { Wires.none with
            Streams =
                ValueSome
                    { Codec =
                        { Write = line
                          Decoder = fun _ -> decoder limits nothing }
                      Limits =
                        { StreamLimits.standard with
                            MessageBytes = mostBytes limits } } }

/// The body of an HTTP batch, in which a newline stands between messages, and none after the last.
module Batch =

    /// The messages of a body up to the first malformation. A body without bytes has none; an empty line is none.
    let read limits (body: ReadOnlyMemory<byte>) : Result<Message, Malformation> list =
        let rec lines (rest: ReadOnlyMemory<byte>) found =
            let length = rest.Span.IndexOf '\n'B
            let line = if length < 0 then rest else rest.Slice(0, length)

            match MessageCodec.read limits line with
            | Ok message when length >= 0 -> lines (rest.Slice(length + 1)) (Ok message :: found)
            | last -> List.rev (last :: found)

        if body.IsEmpty then [] else lines body []

    /// A body of messages. The first that cannot be sent is the error.
    let write messages : Result<ReadOnlyMemory<byte>, Malformation> =
        let rec texts rest (written: ReadOnlyMemory<byte> list) =
            match rest with
            | [] -> Ok(List.rev written)
            | message :: rest ->
                match MessageCodec.write message with
                | Ok text -> texts rest (text :: written)
                | Error problem -> Error problem

        texts messages []
        |> Result.map (fun texts ->
            let body =
                Array.zeroCreate<byte>(
                    max 0 (List.sumBy (fun (text: ReadOnlyMemory<byte>) -> text.Length + 1) texts - 1)
                )

            (0, texts)
            ||> List.fold (fun at text ->
                text.CopyTo(Memory(body, at, text.Length))

                if at + text.Length < body.Length then
                    body[at + text.Length] <- '\n'B

                at + text.Length + 1)
            |> ignore

            ReadOnlyMemory body)
