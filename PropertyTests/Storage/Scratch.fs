namespace PeerFunctional.Tests.Storage

open System
open System.IO
open System.Text
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// A directory of its own for one test, gone afterwards.
type Scratch() =
    let path = Directory.CreateTempSubdirectory("peer-test-").FullName

    /// The directory itself.
    member _.Path = path

    /// A path below it.
    member _.Below(name: string) = Path.Combine(path, name)

    interface IDisposable with
        member _.Dispose() =
            Directory.Delete(path, recursive = true)

/// Keys, events and directories to test stores with.
module Given =

    let signatures: ISignatures = Ed25519()

    let private ok (result: Result<'value, Malformation>) =
        match result with
        | Ok value -> value
        | Error malformation -> failwith $"{malformation}"

    /// A key that depends on the number alone.
    let keys (number: int) =
        let seed = Array.zeroCreate<byte> 32
        BitConverter.TryWriteBytes(Span seed, number) |> ignore

        { Feed = FeedId.ofBytes (ReadOnlySpan(signatures.PublicKey(ReadOnlyMemory seed))) |> ok
          Seed = ReadOnlyMemory seed }

    /// The event of a key that follows a head.
    let next (keys: KeyPair) (head: Head voption) (content: string) =
        let prev = head |> ValueOption.map _.Hash

        Event.sign
            signatures
            keys
            prev
            (Head.seq head + 1L)
            1_573_464_000L
            Json
            (ReadOnlyMemory(Encoding.UTF8.GetBytes content))
        |> ok

    /// A feed's first events; their contents, and so their blocks' remainders, differ in length.
    let feed (keys: KeyPair) count =
        ((ValueNone, []), [ 1..count ])
        ||> List.fold (fun (head, events) number ->
            let event = next keys head (String('x', number % 7) + string number)
            ValueSome(Head.ofEvent event), event :: events)
        |> snd
        |> List.rev

    /// A copy of an event whose `prev` is the one given.
    let withPrev (keys: KeyPair) prev seq (content: string) =
        Event.sign signatures keys prev seq 1_573_464_000L Json (ReadOnlyMemory(Encoding.UTF8.GetBytes content))
        |> ok

    /// Makes a directory with a new key; answers the key.
    let directory path =
        KeyFile.Create(path, signatures, TimeProvider.System)

    let openStore path = LogStore.Open(path, signatures)

    /// The block the original writes: four zero bytes of padding unless the length needs none.
    let originalBlock (event: Event) =
        let wire = event.Wire.ToArray()
        let padding = if wire.Length % 4 = 0 then 0 else 4
        let number (value: int) = Array.rev (BitConverter.GetBytes value)
        let length = 16 + wire.Length + padding

        Array.concat
            [ number 3
              number length
              number wire.Length
              wire
              Array.zeroCreate padding
              number length ]

    /// The header the original writes: version 1.1.
    let originalHeader =
        Log.header |> Array.mapi (fun index value -> if index = 15 then 1uy else value)

    /// A log as the original writes it.
    let originalLog events =
        Array.concat (originalHeader :: List.map originalBlock events)

    /// A log as we write it.
    let ourLog (events: Event list) =
        Array.concat (Log.header :: List.map (fun event -> Log.block event.Wire.Span) events)

    /// Writes a numbered log into a directory.
    let log (directory: string) (number: int) (bytes: byte[]) =
        let logs = Path.Combine(directory, "logs")
        Directory.CreateDirectory logs |> ignore
        File.WriteAllBytes(Path.Combine(logs, $"{number}.pcap"), bytes)

    /// Copies a folder of the fixtures.
    let rec copy (source: string) (target: string) =
        Directory.CreateDirectory target |> ignore

        for file in Directory.EnumerateFiles source do
            File.Copy(file, Path.Combine(target, Path.GetFileName file))

        for folder in Directory.EnumerateDirectories source do
            copy folder (Path.Combine(target, Path.GetFileName folder))

/// What tests ask of a store.
module Stored =

    /// Every event of a feed.
    let events (feed: FeedId) (store: LogStore) =
        store.Read(feed, 1L, Int64.MaxValue) |> List.ofSeq

    /// Every event of every feed.
    let all (store: LogStore) =
        store.Heads |> Seq.map (fun struct (feed, _) -> feed, events feed store) |> Map.ofSeq

    /// What a directory holds, opened anew for reading.
    let reopened path =
        use store = LogStore.OpenForReading(path, Given.signatures)
        all store

    let problems (store: LogStore) =
        store.Notices |> Seq.map _.Problem |> List.ofSeq

    /// Appends; anything but durability fails the test.
    let append (events: Event list) (store: LogStore) =
        match store.Append(Array.ofList events) with
        | :? AppendOutcome.Durable -> ()
        | outcome -> failwith $"{outcome}"

    /// The problem a store action fails with.
    let problem (action: unit -> 'value) =
        try
            action () |> ignore
            "none"
        with :? StoreException as e ->
            e.Problem
