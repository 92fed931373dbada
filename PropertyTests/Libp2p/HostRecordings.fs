namespace PeerFunctional.Tests.Libp2p

open System
open System.IO
open System.Text.Json
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Tests

/// One direction of a recorded stream, as its reader sees it.
type RecordedDirection =
    {
        File: string
        Stream: int64
        /// `dialer` or `listener`.
        From: string
        Bytes: ReadOnlyMemory<byte>
        /// Whether the direction ended; else it was reset or stayed open.
        IsEnded: bool
    }

    /// Whether its reader opened the stream: the dialer opens those with even numbers.
    member direction.IsReadersOwn =
        (direction.From = "dialer") = (direction.Stream % 2L = 1L)

    override direction.ToString() =
        $"{direction.File}, stream {direction.Stream} from the {direction.From}"

/// The recordings of libp2p hosts.
module HostRecordings =

    let document name =
        JsonDocument.Parse(File.ReadAllText(Repository.libp2pFixture name)).RootElement

    let items (name: string) (value: JsonElement) =
        value.GetProperty(name).EnumerateArray() |> List.ofSeq

    let text (name: string) (value: JsonElement) =
        value.GetProperty(name).GetString() |> nonNull

    let tryText (name: string) (value: JsonElement) =
        match value.TryGetProperty name with
        | true, found when found.ValueKind = JsonValueKind.String -> Option.ofObj (found.GetString())
        | _ -> None

    let hex (text: string) =
        ReadOnlyMemory(Convert.FromHexString text)

    let get result =
        match result with
        | Ok value -> value
        | Error(problem: Malformation) -> failwith $"{problem.Problem}: {problem.Detail}"

    let private names =
        Directory.GetFiles(Repository.libp2pFixture "", "??-*.json")
        |> Array.map (fun path -> Path.GetFileName path |> nonNull)
        |> Array.sort
        |> List.ofArray

    let private directionsOf file =
        let has (name: string) (event: JsonElement) = fst (event.TryGetProperty name)

        let number (event: JsonElement) = event.GetProperty("stream").GetInt64()

        document file
        |> items "events"
        |> List.filter (has "stream")
        |> List.groupBy (fun event -> number event, text "from" event)
        |> List.map (fun ((stream, from), events) ->
            { File = file
              Stream = stream
              From = from
              Bytes =
                ReadOnlyMemory(events |> List.choose (tryText "hex") |> List.map Convert.FromHexString |> Array.concat)
              IsEnded = events |> List.exists (has "fin") })

    /// Every direction of every recorded stream.
    let directions = List.collect directionsOf names

    /// The host of a recording that speaks in one direction.
    let speaker direction =
        (document direction.File).GetProperty direction.From

    let private kinds = ProtocolKind.standard ProtocolName.foo

    /// What a reader makes of pieces, and of the end behind them if there is one.
    let read isReadersOwn isEnded (pieces: ReadOnlyMemory<byte> list) =
        let struct (heard, decoder) =
            (struct ([], SubstreamDecoder.create kinds isReadersOwn), pieces)
            ||> List.fold (fun (struct (heard, decoder)) piece ->
                let struct (found, decoder) = SubstreamDecoder.take piece decoder
                struct (heard @ found, decoder))

        if isEnded then
            heard @ SubstreamDecoder.atEnd decoder
        else
            heard
