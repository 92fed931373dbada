namespace PeerFunctional.Tests.Link

open System
open System.IO
open System.Text
open System.Text.Json
open FsCheck.FSharp
open Xunit
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Link
open PeerFunctional.Tests.Link.Generators

/// Links on the wire.
module WireTests =

    let private problemOf heard =
        match heard with
        | struct ([ Error(problem: Malformation) ], _) -> problem.Problem
        | other -> $"%A{other}"

    let private padded (text: string) =
        ReadOnlyMemory(
            Array.append (Encoding.Latin1.GetBytes text) (Array.create (max 0 (128 - text.Length)) (byte '|'))
        )

    let private hearOne text = hear caller [ padded text ]

    [<Property>]
    let ``A caller's messages read as they were written, in any pieces`` (lengths: int list) =
        said |> Arb.fromGen |> Prop.forAll
        <| fun messages ->
            let bytes = messages |> List.map codec.Write |> join
            hear caller (cut lengths bytes) = struct (List.map Ok messages, [])

    [<Property>]
    let ``A payload reads the same in pieces and as one block that the reader collected`` (beginning: int) =
        Gen.zip dataType (Gen.choose (1, 300) |> Gen.bind bytes) |> Arb.fromGen |> Prop.forAll
        <| fun (dataType, payload) ->
            let message = Item(dataType, { Bytes = payload })
            let written = codec.Write message
            let begun = Header.Length + abs (beginning % payload.Length)
            let struct (_, decoder) = (codec.Decoder caller).Take(written.Slice(0, begun))

            match decoder.Block() with
            | ValueSome block ->
                let struct (found, decoder) = block.Complete payload

                block.Size = payload.Length
                && { Bytes = block.Held() } = { Bytes = payload.Slice(0, begun - Header.Length) }
                && found = [ Ok message ]
                && ValueOption.isNone (decoder.Block())
                && decoder.AtEnd() = []
            | ValueNone -> false

    [<Property>]
    let ``The bytes of a stream come through in any pieces, and nothing else does`` (lengths: int list) =
        Gen.zip (offer true) content |> Arb.fromGen |> Prop.forAll
        <| fun (offer, content) ->
            let struct (heard, _) =
                hear caller (cut lengths (join [ codec.Write(Hello offer); content.Bytes ]))

            let pieces =
                heard.Tail
                |> List.map (function
                    | Ok(Piece piece) -> piece.Bytes
                    | other -> failwith $"{other}")

            heard.Head = Ok(Hello offer) && { Bytes = join pieces } = content

    [<Property>]
    let ``Every header has 128 bytes`` () =
        Gen.zip (offer true) content |> Arb.fromGen |> Prop.forAll
        <| fun (offer, content) ->
            (codec.Write(Hello offer)).Length = 128
            && (codec.Write(Item(Json, content))).Length = 128 + content.Bytes.Length

    [<Fact>]
    let ``A HELLO is written as the original writes it, with one key more`` () : unit =
        let offer =
            { Caller = PeerName.create "127.0.0.1:51515" |> get
              Terms =
                { DataType = Json
                  IsStrict = true
                  IsStream = false }
              IsOurs = true }

        Encoding.ASCII.GetString((codec.Write(Hello offer)).Span)
        |> Expect.equal ("HELLO|peer_name=127.0.0.1:51515&data_type=json&strict=True&ext=1".PadRight(128, '|'))

    [<Fact>]
    let ``A lenient offer is written without a value, which alone the original takes for false`` () : unit =
        let offer =
            { Caller = PeerName.create "a" |> get
              Terms =
                { DataType = Raw
                  IsStrict = false
                  IsStream = false }
              IsOurs = false }

        Encoding.ASCII.GetString((codec.Write(Hello offer)).Span).TrimEnd '|'
        |> Expect.equal "HELLO|peer_name=a&data_type=raw&strict="

    [<Theory>]
    [<InlineData("HELLO|data_type=json&strict=True", "missing-key")>]
    [<InlineData("HELLO", "missing-key")>]
    [<InlineData("HELLO|peer_name=a&data_type=yaml&strict=True", "unknown-data-type")>]
    [<InlineData("HELLO|peer_name&data_type=json&strict=True", "bad-header")>]
    [<InlineData("HELLO|peer_name=a=b&data_type=json&strict=True", "bad-header")>]
    [<InlineData("HELLO|peer_name=&data_type=json&strict=True", "bad-peer-name")>]
    [<InlineData("DATA|data_size=1x&data_type=json", "bad-size")>]
    [<InlineData("DATA|data_size=-1&data_type=json", "bad-size")>]
    [<InlineData("DATA|data_size=&data_type=json", "bad-size")>]
    [<InlineData("DATA|data_size=100001&data_type=json", "oversize")>]
    [<InlineData("DATA|data_size=99999999999999999999999999&data_type=json", "oversize")>]
    [<InlineData("DATA|data_size=5", "missing-key")>]
    [<InlineData("PING|\xff", "bad-text")>]
    let ``A header that is wrong is named`` (text: string, problem: string) : unit =
        hearOne text |> problemOf |> Expect.equal problem

    [<Theory>]
    [<InlineData("HELLOxyz|peer_name=a&data_type=json&strict=x&what=ever")>]
    [<InlineData("HELLO|peer_name=b&peer_name=a&data_type=json&strict=True|ignored=behind")>]
    let ``A header may have what the original tolerates`` (text: string) : unit =
        match hearOne text with
        | struct ([ Ok(Hello offer) ], _) ->
            PeerName.text offer.Caller |> Expect.equal "a"
            offer.Terms.IsStrict |> Expect.isTrue
        | other -> failwith $"{other}"

    [<Theory>]
    [<InlineData("True", true)>]
    [<InlineData("False", true)>]
    [<InlineData("", false)>]
    let ``Only an offer without a text for strict is lenient, as the original's listener reads it``
        (text: string, isStrict: bool)
        : unit =
        let header =
            ascii ($"HELLO|peer_name=a&data_type=json&strict={text}".PadRight(Header.Length, '|'))

        for decoder in [ codec.Decoder caller; LinkWires.published.Decoder caller ] do
            match decoder.Take header with
            | struct ([ Ok(Hello offer) ], _) -> offer.Terms.IsStrict |> Expect.equal isStrict
            | struct (other, _) -> failwith $"{other}"

    [<Fact>]
    let ``A stream that ends inside a message is cut short`` () : unit =
        for text in [ "HEL"; "DATA|data_size=5&data_type=json".PadRight(128, '|') + "1234" ] do
            match hear caller [ ascii text ] with
            | struct ([], [ Error problem ]) -> problem.Problem |> Expect.equal "cut-short"
            | other -> failwith $"{other}"

    [<Theory>]
    [<InlineData("127.0.0.1")>]
    [<InlineData("::1")>]
    let ``A peer's own name fits, and tells where it listens`` (host: string) : unit =
        let name = PeerName.ofEndpoint (Endpoint.create host 65_535)
        PeerName.create (PeerName.text name) |> Expect.equal (Ok name)
        PeerName.endpoint name |> Expect.equal (ValueSome(Endpoint.create host 65_535))

    [<Fact>]
    let ``A search reads in the original's form and in the manual's`` () : unit =
        for text, searcher in [ "PING|pinger=10.0.0.1:1024", "10.0.0.1:1024"; "PING 10.0.0.1:80", "" ] do
            datagrams.Decode LinkWires.discovery (ascii text)
            |> Expect.equal (Ok(Search(searcher, text.Length)))

    /// A header of a recording, as its `messages.json` tells it, and the payload that follows.
    let private told (file: string) =
        let json =
            JsonDocument.Parse(File.ReadAllText(Repository.linkFixture $"{file}.messages.json")).RootElement

        [ for conversation in json.EnumerateArray() do
              for message in conversation.GetProperty("messages").EnumerateArray() do
                  let payload =
                      match message.TryGetProperty "data_hex" with
                      | true, hex -> Convert.FromHexString(hex.GetString())
                      | false, _ -> [||]

                  match message.TryGetProperty "header", message.TryGetProperty "data_length" with
                  // The file has the beginning only of a long payload.
                  | (true, _), (true, length) when length.GetInt32() <> payload.Length -> ()
                  | (true, header), _ -> header.GetString(), payload
                  | (false, _), _ -> () ]

    [<Theory>]
    [<InlineData("json")>]
    [<InlineData("bytes")>]
    [<InlineData("raw")>]
    [<InlineData("deny")>]
    [<InlineData("strict-violation")>]
    let ``Every recorded message reads, and is written again byte for byte`` (file: string) : unit =
        for header, payload in told file do
            let bytes = join [ padded header; ReadOnlyMemory payload ]

            match hear caller [ bytes ] with
            | struct ([ Ok message ], []) ->
                // A listener reads any text for true.
                let again = padded (header.Replace("strict=False", "strict=True"))

                { Bytes = codec.Write message } |> Expect.equal { Bytes = join [ again; ReadOnlyMemory payload ] }
            | other -> failwith $"{header}: {other}"
