namespace PeerFunctional.Example

open System
open PeerFunctional.Kernel

/// What the peers of the example say to each other.
type Message =
    /// By datagram: at which TCP port is the echo?
    | Where
    /// By datagram: at this one.
    | Here of port: int
    /// Over a connection: a number for the echo, and the same number back.
    | Number of int

/// The messages on the wire: `WHERE` and `HERE 4711` in datagrams, a number a line over connections.
module Message =

    /// The one socket of a peer that takes datagrams.
    let finder = PortRole "finder"

    let print message =
        match message with
        | Where -> "WHERE"
        | Here port -> $"HERE {port}"
        | Number number -> string number

    let ofDatagram (datagram: ReadOnlyMemory<byte>) =
        match Text.Encoding.ASCII.GetString(datagram.Span).Split ' ' with
        | [| "WHERE" |] -> Ok Where
        | [| "HERE"; port |] ->
            Endpoint.parsePort port |> Result.map Here |> Result.mapError (Malformation.create "bad-port")
        | _ -> Malformation.error "unknown-word" "a datagram says WHERE or HERE"

    let private ofLine (line: string) =
        match Int32.TryParse line with
        | true, number -> Ok(Number number)
        | false, _ -> Malformation.error "bad-number" "a line holds one number of 32 bits"

    let wires: Wires<Message> =
        { Wires.none with
            Datagrams =
                ValueSome
                    { Encode = fun word -> struct (finder, ReadOnlyMemory(Text.Encoding.ASCII.GetBytes(print word)))
                      Decode = fun _ -> ofDatagram }
            Streams =
                ValueSome
                    { Codec = LineCodec.create "-2147483648".Length print ofLine
                      Limits = StreamLimits.standard } }
