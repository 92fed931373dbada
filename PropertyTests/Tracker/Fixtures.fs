namespace PeerFunctional.Tests.Tracker

open System
open System.IO
open System.Text
open System.Text.Json
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// A pickle of `pickles.json`.
type Sample =
    {
        Message: string
        Value: JsonElement
        /// Such as `python 2.7 pickle, str strings, protocol 0`.
        Writers: string list
        Protocol: int
        Bytes: byte array
    }

/// A pickle of the malicious set.
type Malicious =
    { File: string
      Category: string
      MustBeRefused: bool
      Bytes: byte array }

/// A message of a recording as its `messages.json` tells it.
type Told =
    {
        IsRequest: bool
        /// None for bytes that are no pickle.
        Value: JsonElement voption
        Bytes: byte array
    }

/// One of the malformed inputs of `garbage.json`.
type Garbage =
    {
        Target: string
        Case: string
        /// The sent pieces; of a long one the beginning.
        Sent: byte array list
    }

/// The recordings and samples of the original programs. Their README says where each is from.
module Fixtures =

    let private json name =
        JsonDocument.Parse(File.ReadAllText(Repository.trackerFixture name)).RootElement

    let private text (name: string) (element: JsonElement) = element.GetProperty(name).GetString()

    let private bytes (name: string) element =
        Convert.FromHexString(text name element)

    let samples =
        let root = json "pickles.json"

        let values =
            Map
                [ for element in root.GetProperty("messages").EnumerateArray() ->
                      text "message" element, element.GetProperty "value" ]

        [ for element in root.GetProperty("samples").EnumerateArray() do
              { Message = text "message" element
                Value = values[text "message" element]
                Writers = [ for writer in element.GetProperty("writers").EnumerateArray() -> writer.GetString() ]
                Protocol = element.GetProperty("protocol").GetInt32()
                Bytes = bytes "hex" element } ]

    let malicious =
        [ for element in (json "malicious/malicious.json").GetProperty("samples").EnumerateArray() do
              let file = text "file" element

              { File = file
                Category = text "category" element
                MustBeRefused = text "must" element = "refuse"
                Bytes = File.ReadAllBytes(Repository.trackerFixture $"malicious/{file}") } ]

    /// Names of the recordings of part 2, without extension.
    let ring =
        [ "echo"
          "prune"
          "prune-hung"
          "prune-odd-answers"
          "register-3-peers"
          "register-3-peers-py3"
          "register-5-peers"
          "stuck-3-peers" ]

    let told recording =
        [ for element in (json $"{recording}.messages.json").GetProperty("messages").EnumerateArray() do
              { IsRequest = text "direction" element = "request"
                Value =
                  match element.TryGetProperty "value" with
                  | true, value -> ValueSome value
                  | _ -> ValueNone
                Bytes = bytes "hex" element } ]

    /// The bytes of a piece; of three long ones `...(930 bytes)` stands for more of the last letter and the end.
    let private piece (hex: string) =
        match hex.Split "..." with
        | [| beginning; length |] ->
            let beginning = Convert.FromHexString beginning

            let ending =
                match length with
                | "(930 bytes)" -> "\np1\nI9000\ntp2\n."B
                | "(3020 bytes)" -> "\np1\ntp2\n."B
                | _ -> [||]

            let length = int (length.Trim('(', ')').Split(' ')[0])

            let middle =
                Array.create (length - beginning.Length - ending.Length) (Array.last beginning)

            Array.concat [ beginning; middle; ending ]
        | _ -> Convert.FromHexString hex

    let garbage =
        [ for element in (json "garbage.json").EnumerateArray() do
              let sent = element.GetProperty "sent_hex"

              { Target = text "target" element
                Case = text "case" element
                Sent =
                  match sent.ValueKind with
                  | JsonValueKind.Array -> [ for hex in sent.EnumerateArray() -> piece (hex.GetString()) ]
                  | JsonValueKind.String -> [ piece (sent.GetString()) ]
                  | _ -> [] } ]

    /// Whether a value is the one the fixtures tell; text in any spelling.
    let rec tells (json: JsonElement) value =
        match json.ValueKind, value with
        | JsonValueKind.Null, Pickled.Nothing -> true
        | JsonValueKind.True, Pickled.Bool flag -> flag
        | JsonValueKind.Number, Pickled.Int number -> json.GetRawText() = number.ToString()
        | JsonValueKind.Number, Pickled.Float number -> json.GetDouble() = number
        | JsonValueKind.String, value -> Fields.tryText value = ValueSome(json.GetString())
        | JsonValueKind.Object, Pickled.Tuple items ->
            let told = json.GetProperty("tuple").EnumerateArray() |> List.ofSeq
            told.Length = items.Length && List.forall2 tells told items
        | _ -> false

    let private end' = Endpoint.create "127.0.0.1" 9_001

    /// The connection by which a message is read.
    let connection isRequest =
        if isRequest then
            Accepted(Endpoint.create "127.0.0.1" 40_000, end')
        else
            Dialled(end', 1)

    /// All messages and malformations decoded from pieces of a stream and its end.
    let hear (codec: StreamCodec<'message>) connection (pieces: byte array list) =
        let feed (heard, decoder: StreamDecoder<'message>) (piece: byte array) =
            let struct (messages, decoder) = decoder.Take(ReadOnlyMemory piece)
            heard @ messages, decoder

        let heard, decoder = List.fold feed ([], codec.Decoder connection) pieces

        heard @ decoder.AtEnd()

    /// Pieces of one to a few bytes.
    let cut (lengths: int list) (bytes: byte array) =
        let lengths =
            lengths |> List.map (fun length -> 1 + abs (length % 7)) |> Array.ofList

        let rec go at turn =
            if at >= bytes.Length then
                []
            else
                let length = min (bytes.Length - at) lengths[turn % lengths.Length]
                Array.sub bytes at length :: go (at + length) (turn + 1)

        go 0 0
