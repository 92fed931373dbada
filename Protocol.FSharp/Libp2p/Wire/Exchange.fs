namespace PeerFunctional.Libp2p

open System
open System.Formats.Cbor
open System.Text
open System.Text.Unicode
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// What an opener of the request protocol sends, once.
type Request = { Message: string }

/// The answer to it.
type Response =
    {
        Message: string
        /// Where the acceptor sees the opener; empty if it does not know.
        Address: Multiaddr
    }

/// Requests and responses in CBOR, each the whole of one direction of a stream.
module Exchange =

    /// Bytes of the longest request that is read, as in the seed.
    [<Literal>]
    let MaxRequest = 1_048_576

    /// Bytes of the longest response that is read, as in the seed.
    [<Literal>]
    let MaxResponse = 10_485_760

    let private wrong detail =
        Malformation.error "bad-exchange" detail

    /// A text, whole or in chunks. The reader of System.Formats.Cbor would put signs of its own where text is not UTF-8.
    let private text (reader: CborReader) =
        let chunk () =
            reader.ReadDefiniteLengthTextStringBytes()

        let chunks =
            if reader.PeekState() = CborReaderState.TextString then
                [ chunk () ]
            else
                reader.ReadStartIndefiniteLengthTextString()

                let chunks =
                    [ while reader.PeekState() <> CborReaderState.EndIndefiniteLengthTextString do
                          chunk () ]

                reader.ReadEndIndefiniteLengthTextString()
                chunks

        if chunks |> List.forall (fun chunk -> Utf8.IsValid chunk.Span) then
            Ok(chunks |> List.map (fun chunk -> Encoding.UTF8.GetString chunk.Span) |> String.concat "")
        else
            wrong "a text is not UTF-8"

    let private isText (reader: CborReader) =
        match reader.PeekState() with
        | CborReaderState.TextString
        | CborReaderState.StartIndefiniteLengthTextString -> true
        | _ -> false

    /// The seed writes bytes; the text is read as well.
    let private address (reader: CborReader) =
        if isText reader then
            text reader |> Result.bind Multiaddr.parse
        else
            Multiaddr.ofBytes (ReadOnlyMemory(reader.ReadByteString()))

    /// The value of a key that may stand once.
    let private once name read reader found =
        match found with
        | ValueSome _ -> wrong $"the key {name} stands twice"
        | ValueNone -> read reader |> Result.map ValueSome

    /// The two keys of a map, of which unknown ones are passed over.
    let private keys (reader: CborReader) =
        let skipped found =
            reader.SkipValue()
            Ok found

        let rec next (struct (message, address') as found) =
            if reader.PeekState() = CborReaderState.EndMap then
                reader.ReadEndMap()
                Ok found
            else
                let key =
                    if isText reader then
                        text reader
                    else
                        reader.SkipValue()
                        Ok ""

                let value =
                    match key with
                    | Ok "message" ->
                        once "message" text reader message |> Result.map (fun message -> struct (message, address'))
                    | Ok "address" ->
                        once "address" address reader address' |> Result.map (fun address -> struct (message, address))
                    | Ok _ -> skipped found
                    | Error problem -> Error problem

                match value with
                | Ok found -> next found
                | Error problem -> Error problem

        reader.ReadStartMap() |> ignore
        next (struct (ValueNone, ValueNone))

    let private read what most create (bytes: ReadOnlyMemory<byte>) =
        if bytes.Length > most then
            Malformation.error "oversize" $"the {what} has more than {most} bytes"
        else
            match Cbor.read bytes keys with
            | Ok struct (struct (ValueSome message, address), _) -> Ok(create message address)
            | Ok struct (struct (ValueNone, _), _) -> wrong $"the {what} lacks a message"
            | Error problem -> Error problem

    /// Reads a request: a map with a message. Unknown keys, and bytes behind the map, are passed over.
    let readRequest bytes : Result<Request, Malformation> =
        read "request" MaxRequest (fun message _ -> { Message = message }) bytes

    /// Reads a response: a map with a message and an address. An absent address is the empty one.
    let readResponse bytes =
        read
            "response"
            MaxResponse
            (fun message address ->
                { Message = message
                  Address = ValueOption.defaultValue Multiaddr.empty address })
            bytes

    let writeRequest (request: Request) =
        Cbor.write (fun writer ->
            writer.WriteStartMap(Nullable 1)
            writer.WriteTextString "message"
            writer.WriteTextString request.Message
            writer.WriteEndMap())

    let writeResponse (response: Response) =
        Cbor.write (fun writer ->
            writer.WriteStartMap(Nullable 2)
            writer.WriteTextString "message"
            writer.WriteTextString response.Message
            writer.WriteTextString "address"
            writer.WriteByteString(Multiaddr.bytes response.Address)
            writer.WriteEndMap())
