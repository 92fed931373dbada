namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Tests
open PeerFunctional.SneakerNet

module LogTests =

    let private fileOf (payloads: byte[] list) =
        payloads
        |> List.map (fun payload -> Log.block (ReadOnlySpan payload))
        |> List.append [ Log.header ]
        |> Array.concat

    /// Pieces as values that can be compared.
    let private comparable (struct (offset, record)) =
        match record with
        | Packet(payload, damage) -> offset, "packet", payload.ToArray() |> List.ofArray, damage
        | Section -> offset, "section", [], ValueNone
        | Foreign -> offset, "foreign", [], ValueNone
        | Torn -> offset, "torn", [], ValueNone
        | BadLength -> offset, "bad length", [], ValueNone

    let private records (file: byte[]) =
        Log.records (ReadOnlyMemory file) |> Seq.map comparable |> List.ofSeq

    let private inChunks chunks file =
        file
        |> Chunks.read chunks () (fun () remaining window ->
            match Log.next remaining window with
            | Found(record, length) -> Piece(record, length, ())
            | NeedBytes count -> Need count)
        |> List.map comparable

    let private packets (file: ReadOnlyMemory<byte>) =
        Log.records file
        |> Seq.choose (fun struct (offset, record) ->
            match record with
            | Packet(payload, damage) -> Some(struct (offset, payload, damage))
            | Section
            | Foreign
            | Torn
            | BadLength -> None)
        |> List.ofSeq

    let private badLogs =
        IO.Directory.GetFiles(Repository.fixture "bad", "*.pcap")
        |> Array.map (fun path -> $"bad/{IO.Path.GetFileName path}")
        |> List.ofArray

    let private allLogs = badLogs @ List.map fst Fixtures.logs

    [<Property>]
    let ``A log written block by block reads as the same events`` (payloads: byte[] list) =
        let read =
            fileOf payloads
            |> ReadOnlyMemory
            |> packets
            |> List.map (fun struct (_, payload, damage) -> payload.ToArray(), damage)

        read = (payloads |> List.map (fun payload -> payload, ValueNone))

    [<Property>]
    let ``The header has its declared length, and each block has the length of blockLength`` (payload: byte[]) =
        Log.header.Length = Log.HeaderLength
        && (Log.block (ReadOnlySpan payload)).Length = Log.blockLength payload.Length
        && Log.blockLength payload.Length % 4 = 0

    [<Property>]
    let ``A file in any chunks has the same blocks`` (payloads: byte[] list) (NonEmptyArray chunks) =
        let file = fileOf payloads
        inChunks (List.ofArray chunks) file = records file

    [<Property(MaxTest = 20)>]
    let ``A recorded or damaged log in any chunks has the same blocks`` (NonEmptyArray chunks) =
        allLogs
        |> List.forall (fun name ->
            let file = (Fixtures.read name).ToArray()
            inChunks (List.ofArray chunks) file = records file)

    [<Property>]
    let ``A truncated file keeps every whole block and reports the last as torn``
        (payloads: byte[] list)
        (NonNegativeInt cut)
        =
        let file = fileOf payloads
        let cut = 1 + cut % (file.Length - 1)

        let whole =
            records file |> List.map (fun (offset, kind, payload, damage) -> offset, kind, payload, damage)

        let short = records file[.. cut - 1]

        let before =
            whole
            |> List.takeWhile (fun (offset, _, payload, _) ->
                let isHeader = offset < int64 Log.HeaderLength

                let length =
                    if isHeader then
                        (if offset = 0L then 28 else 20)
                    else
                        Log.blockLength payload.Length

                offset + int64 length <= int64 cut)

        match List.skip before.Length short with
        | [] -> short = before
        | [ _, "torn", _, _ ] -> List.truncate before.Length short = before
        | _ -> false

    [<Fact>]
    let ``Every event of the original's logs is at its recorded offset`` () : unit =
        for name, expected in Fixtures.logs do
            let file = Fixtures.read name
            let ends = expected |> List.map (fun event -> event.BlockOffset + event.BlockLength)
            let found = packets file

            let described =
                found
                |> List.map (fun struct (offset, payload, damage) ->
                    match Event.decode payload with
                    | Ok event ->
                        { Feed = string event.Feed
                          Seq = event.Seq
                          Time = event.Time
                          Prev = event.Prev |> ValueOption.map string
                          Encoding = ContentEncoding.number event.Link.Encoding
                          ContentHash = string event.Link.Hash
                          Hash = string event.Hash
                          PacketLength = payload.Length
                          BlockOffset = offset
                          BlockLength =
                            match Log.next (int64 file.Length - offset) (file.Slice(int offset)) with
                            | Found(_, length) when damage.IsNone -> length
                            | other -> failwith $"%A{other}" }
                    | Error e -> failwith e.Detail)

            described |> Expect.equal expected

            int64 Log.HeaderLength :: ends
            |> Expect.equal (List.map _.BlockOffset expected @ [ int64 file.Length ])

    [<Theory>]
    [<InlineData("bad/truncated-last.pcap", "torn", 5)>]
    [<InlineData("bad/truncated-header.pcap", "torn", 5)>]
    [<InlineData("bad/length-too-long.pcap", "torn", 2)>]
    [<InlineData("bad/length-zero.pcap", "bad length", 2)>]
    let ``A damaged end is named, and the blocks before it are kept``
        (name: string)
        (ending: string)
        (count: int)
        : unit =
        let file = Fixtures.read name
        let records = Log.records file |> Seq.map comparable |> List.ofSeq
        let _, last, _, _ = List.last records
        last |> Expect.equal ending
        (packets file).Length |> Expect.equal count

    [<Theory>]
    [<InlineData("bad/bad-trailer.pcap")>]
    [<InlineData("bad/packet-longer-than-block.pcap")>]
    let ``A block that contradicts itself is named and its event is kept`` (name: string) : unit =
        let damages =
            packets (Fixtures.read name) |> List.map (fun struct (_, _, damage) -> damage)

        let expected =
            if name.Contains "trailer" then
                TrailerMismatch
            else
                PacketExceedsBlock

        damages
        |> Expect.equal [ ValueNone; ValueNone; ValueSome expected; ValueNone; ValueNone; ValueNone ]
