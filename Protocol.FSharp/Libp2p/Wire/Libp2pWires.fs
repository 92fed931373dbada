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

    let rec private over: StreamDecoder<Message> =
        { Take = fun _ -> struct ([], over)
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
          AtEnd = fun () -> [] }

    let private afterId id (rest: ReadOnlyMemory<byte>) =
        match PeerId.ofMultihash id with
        | Ok peer when rest.IsEmpty -> struct ([ Ok(Message.Proved peer) ], proved)
        | Ok peer -> struct ([ Ok(Message.Proved peer); unexpected ], over)
        | Error problem -> struct ([ Error problem ], over)

    /// In a simulated world the partner's id comes on the connection itself.
    let rec private proof (begun: byte array) : StreamDecoder<Message> =
        { Take =
            fun bytes ->
                let bytes = Array.append begun (bytes.ToArray())

                // However many bytes have come, no more than a proof has decide.
                match Varint.takePrefixed (ReadOnlyMemory(bytes, 0, min MaxProof bytes.Length)) with
                | Ok struct (id, rest) ->
                    afterId id (ReadOnlyMemory(bytes).Slice(min MaxProof bytes.Length - rest.Length))
                | Error() when bytes.Length < MaxProof -> struct ([], proof bytes)
                | Error() -> struct ([ Malformation.error "oversize" "the bytes are longer than an id" ], over)
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
                          MessageBytes = MaxProof } }
            Substreams =
                ValueSome
                    { Write = fun message -> struct (Message.write message, Message.isLast message)
                      Decoder =
                        fun connection number -> substream (SubstreamDecoder.create kinds (isOurs connection number))
                      MessageBytes = Exchange.MaxResponse } }
