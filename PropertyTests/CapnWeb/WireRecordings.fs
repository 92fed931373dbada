namespace PeerFunctional.Tests.CapnWeb

open System.IO
open System.Text.Json
open PeerFunctional.Tests

/// The recordings of Cap'n Web peers: one JSON object a line.
module WireRecordings =

    let private lines name =
        File.ReadAllLines(Repository.capnWebFixture name)
        |> Array.filter (fun line -> line <> "")
        |> Array.map (fun line -> JsonDocument.Parse(line).RootElement)
        |> List.ofArray

    /// The files of one kind, such as `ws-*.jsonl`.
    let files pattern =
        Directory.GetFiles(Repository.capnWebFixture "", pattern)
        |> Array.map (fun path -> Path.GetFileName path |> nonNull)
        |> Array.sort
        |> List.ofArray

    let string (name: string) (value: JsonElement) =
        value.GetProperty(name).GetString() |> nonNull

    /// The texts of a list that are whole: a probe's file has the length only of long ones, and no binary messages.
    let texts (name: string) (value: JsonElement) =
        [ for text in value.GetProperty(name).EnumerateArray() do
              if text.ValueKind = JsonValueKind.String then
                  let text = text.GetString() |> nonNull

                  if not (text.EndsWith "code units)" || text.Contains "…(") then
                      text ]

    /// The exact texts of a recording's messages.
    let messages name =
        [ for line in lines name do
              match line.TryGetProperty "raw", line.TryGetProperty "msg" with
              | (true, raw), _ -> raw.GetString() |> nonNull
              | (false, _), (true, message) -> message.GetRawText()
              | (false, _), (false, _) -> () ]

    let probes name = lines name

    let document name =
        JsonDocument.Parse(File.ReadAllText(Repository.capnWebFixture name)).RootElement
