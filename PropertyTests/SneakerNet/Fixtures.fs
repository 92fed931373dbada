namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open System.Text.Json
open Xunit
open PeerFunctional.Capture
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// A datagram of a recording's `*.messages.json`.
type Told =
    {
        SourcePort: int
        DestinationPort: int
        /// HELO, PORT, HAVE, WANT or PUSH.
        Kind: string
        Length: int64
        Bytes: byte[]
    }

/// An event of a log in `expected.json`.
type Expected =
    { Feed: string
      Seq: int64
      Time: int64
      Prev: string voption
      Encoding: uint64
      ContentHash: string
      Hash: string
      PacketLength: int
      BlockOffset: int64
      BlockLength: int64 }

/// One of the malformed inputs of `garbage.json`.
type Garbage =
    {
        State: string
        Case: string
        /// The datagrams in hexadecimal, some of them abbreviated.
        Sent: string list
        /// Whether the original's responder went on.
        Survived: bool
        /// Its answer as text.
        Replies: string list
    }

/// The recordings and logs of the original program. Their README says where each is from.
module Fixtures =

    let private json name =
        JsonDocument.Parse(File.ReadAllText(Repository.fixture name)).RootElement

    let private text (name: string) (element: JsonElement) = element.GetProperty(name).GetString()
    let private integer (name: string) (element: JsonElement) = element.GetProperty(name).GetInt64()

    let private optional (name: string) (element: JsonElement) =
        match element.TryGetProperty name with
        | true, value when value.ValueKind <> JsonValueKind.Null -> Some(value.GetString())
        | _ -> None

    /// Names of the recorded sessions, without extension.
    let recordings =
        Directory.GetFiles(Repository.fixture ".", "*.pcapng")
        |> Array.map Path.GetFileNameWithoutExtension
        |> Array.sort

    let read name =
        ReadOnlyMemory(File.ReadAllBytes(Repository.fixture name))

    /// The word that names a message in the recordings.
    let kind message =
        match message with
        | Push _ -> "PUSH"
        | Command(Helo _) -> "HELO"
        | Command(Port _) -> "PORT"
        | Command(Have _) -> "HAVE"
        | Command(Want _) -> "WANT"
        | Command(Got _) -> "GOT"
        | Command Bye -> "BYE"
        | Command Next -> "NEXT"
        | Command(Unknown _) -> "unknown"

    /// Every frame of a recording.
    let frames recording =
        read $"{recording}.pcapng"
        |> Pcapng.blocks
        |> Seq.choose (fun struct (_, block) ->
            match block with
            | Captured frame -> Some frame
            | SectionHeader
            | InterfaceDescription _
            | InterfaceStatistics _
            | Secrets _
            | Skipped _ -> None
            | Damaged e -> failwith $"{recording}: {e.Detail}")
        |> List.ofSeq

    /// The entries of its `messages.json` for every frame; none for a report of ICMP.
    let told recording =
        [ for element in (json $"{recording}.messages.json").EnumerateArray() do
              match optional "icmp" element with
              | Some _ -> None
              | None ->
                  Some
                      { SourcePort = int (integer "src_port" element)
                        DestinationPort = int (integer "dst_port" element)
                        Kind = text "kind" element
                        Length = integer "length" element
                        Bytes =
                          match optional "hex" element with
                          | Some hex -> Convert.FromHexString hex
                          | None -> Text.Encoding.UTF8.GetBytes(text "text" element) } ]

    /// Every datagram of every recording.
    let datagrams = recordings |> List.ofArray |> List.collect (told >> List.choose id)

    /// Every recorded event, once.
    let events =
        datagrams
        |> List.filter (fun told -> told.Kind = "PUSH")
        |> List.distinctBy (fun told -> Convert.ToHexString told.Bytes)
        |> List.map (fun told ->
            match Event.decode (ReadOnlyMemory told.Bytes) with
            | Ok event -> event
            | Error e -> failwith e.Detail)

    /// The name and events of every log file in `expected.json`.
    let logs =
        [ for log in (json "expected.json").EnumerateObject() do
              log.Name,
              [ for element in log.Value.EnumerateArray() do
                    { Feed = text "feed" element
                      Seq = integer "seq" element
                      Time = integer "time" element
                      Prev = optional "prev" element |> ValueOption.ofOption
                      Encoding = uint64 (integer "content_type" element)
                      ContentHash = text "content_sha256" element
                      Hash = text "signed_event_sha256" element
                      PacketLength = int (integer "packet_length" element)
                      BlockOffset = integer "block_offset" element
                      BlockLength = integer "block_length" element } ] ]

    let garbage =
        [ for element in (json "garbage.json").EnumerateArray() do
              { State = text "state" element
                Case = text "case" element
                Sent = [ for hex in element.GetProperty("sent_hex").EnumerateArray() -> hex.GetString() ]
                Survived = text "process" element = "alive"
                Replies = [ for reply in element.GetProperty("replies").EnumerateArray() -> reply.GetString() ] } ]

/// The recorded sessions, one a row of a theory.
type Recordings =
    static member Names = TheoryData<string> Fixtures.recordings
