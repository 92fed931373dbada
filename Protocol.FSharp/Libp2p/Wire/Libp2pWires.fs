namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// Messages on connections and in the streams of them.
module Libp2pWires =

    /// How long a caller may take to prove its id.
    let private handshake = TimeSpan.FromSeconds 10.0

    /// The length of an id and its bytes.
    [<Literal>]
    let private MaxProof = 45

    /// A zero, the length, the cause and the words of a refusal.
    [<Literal>]
    let private MaxRefusal = 123

    let rec private over: StreamDecoder<Message> =
        { Take = fun _ -> struct ([], over)
          Block = fun () -> ValueNone
          AtEnd = fun () -> [] }

    let private unexpected =
        Malformation.error "unexpected-bytes" "bytes come outside of streams"

    let rec private proved: StreamDecoder<Message> =
        { Take =
            fun bytes ->
                if bytes.IsEmpty then
                    struct ([], proved)
                else
                    struct ([ unexpected ], over)
          Block = fun () -> ValueNone
          AtEnd = fun () -> [] }

    /// What a frame says, and whether bytes follow it.
    let private said (message: Result<Message, Malformation>) (rest: ReadOnlyMemory<byte>) =
        match message with
        | Ok message when rest.IsEmpty -> struct ([ Ok message ], proved)
        | Ok message -> struct ([ Ok message; unexpected ], over)
        | Error problem -> struct ([ Error problem ], over)

    /// In a simulated world the partner's id, or its refusal, comes on the connection itself.
    let rec private proof (begun: byte array) : StreamDecoder<Message> =
        { Take =
            fun bytes ->
                let bytes = Array.append begun (bytes.ToArray())

                let start, most, read =
                    if bytes.Length > 0 && bytes[0] = 0uy then
                        1, MaxRefusal, Refusal.read >> Result.map Message.Refused
                    else
                        0, MaxProof, PeerId.ofMultihash >> Result.map Message.Proved

                // However many bytes have come, no more than the longest frame has decide.
                let count = min most bytes.Length

                match Varint.takePrefixed (ReadOnlyMemory(bytes, start, count - start)) with
                | Ok struct (frame, rest) -> said (read frame) (ReadOnlyMemory(bytes).Slice(count - rest.Length))
                | Error() when bytes.Length < most -> struct ([], proof bytes)
                | Error() -> struct ([ Malformation.error "oversize" "the bytes are longer than an id" ], over)
          Block = fun () -> ValueNone
          AtEnd =
            fun () ->
                if begun.Length = 0 then
                    []
                else
                    [ Malformation.error "cut-short" $"the connection ends after {begun.Length} bytes of an id" ] }

    let rec private substream reading : StreamDecoder<Message> =
        { Take =
            fun bytes ->
                let struct (found, reading) = SubstreamDecoder.take bytes reading
                struct (found, substream reading)
          Block = fun () -> ValueNone
          AtEnd = fun () -> SubstreamDecoder.atEnd reading }

    /// Whether we opened a stream: those of the dialer have even numbers.
    let isOurs connection number =
        match connection with
        | Dialled _ -> number % 2L = 0L
        | Accepted _ -> number % 2L <> 0L

    /// How a host speaks that has these protocols.
    let create kinds : Wires<Message> =
        { Wires.none with
            Streams =
                ValueSome
                    { Codec =
                        { Write = Message.write
                          Decoder = fun _ -> proof [||] }
                      Limits =
                        { Request = handshake
                          Answer = TimeSpan.Zero
                          MessageBytes = MaxRefusal } }
            Substreams =
                ValueSome
                    { Write = fun message -> struct (Message.write message, Message.isLast message)
                      Decoder =
                        fun connection number -> substream (SubstreamDecoder.create kinds (isOurs connection number))
                      MessageBytes = Exchange.MaxResponse } }
