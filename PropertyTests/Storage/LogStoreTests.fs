namespace PeerFunctional.Tests.Storage

open System
open System.IO
open System.Text.Json
open Xunit
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module LogStoreTests =

    let private text (name: string) (json: JsonElement) = json.GetProperty(name).GetString()

    /// Feed, seq, time, prev, content hash and signed event's hash, as the original's library gave them.
    let private described (json: JsonElement) =
        text "feed" json,
        json.GetProperty("seq").GetInt64(),
        json.GetProperty("time").GetInt64(),
        text "prev" json,
        text "content_sha256" json,
        text "signed_event_sha256" json

    let private describe (event: Event) =
        string event.Feed,
        event.Seq,
        event.Time,
        (match event.Prev with
         | ValueSome hash -> string hash
         | ValueNone -> null),
        string event.Link.Hash,
        string event.Hash

    [<Fact>]
    let ``Every recorded log holds the events that are expected of it, each where it is expected`` () : unit =
        use expected =
            JsonDocument.Parse(File.ReadAllText(Repository.fixture "expected.json"))

        for log in expected.RootElement.EnumerateObject() do
            let found =
                [ for piece in LogReader.Read(Repository.fixture log.Name) do
                      match piece.Record with
                      | Packet(payload, ValueNone) ->
                          match Event.decode payload with
                          | Ok event -> (piece.Offset, piece.Length, payload.Length), describe event
                          | Error malformation -> failwith $"{log.Name}: {malformation}"
                      | Section
                      | Foreign -> ()
                      | piece -> failwith $"{log.Name}: {piece}" ]

            let wanted =
                [ for event in log.Value.EnumerateArray() do
                      let number (name: string) = event.GetProperty(name).GetInt64()
                      (number "block_offset", number "block_length", int (number "packet_length")), described event ]

            Expecto.Expect.equal found wanted log.Name

    [<Fact>]
    let ``Every recorded directory opens to all of its events, unchanged`` () : unit =
        use expected =
            JsonDocument.Parse(File.ReadAllText(Repository.fixture "expected.json"))

        for peer in
            [ for session in [ "sync"; "both-ways" ] do
                  for moment in [ "before"; "after" ] do
                      for name in [ "alice"; "bob" ] do
                          $"logs/{session}/{moment}/{name}" ] do
            let wanted =
                [ for log in expected.RootElement.EnumerateObject() do
                      if log.Name.StartsWith(peer + "/") then
                          for event in log.Value.EnumerateArray() do
                              described event ]

            use scratch = new Scratch()
            let copy = scratch.Below "copy"
            Given.copy (Repository.fixture peer) copy

            let files () =
                [ for file in Directory.GetFiles(Path.Combine(copy, "logs")) |> Array.sort ->
                      file, File.ReadAllBytes file ]

            let before = files ()
            use store = Given.openStore copy

            let found =
                Stored.all store |> Map.toList |> List.collect (snd >> List.map describe)

            Expecto.Expect.equal (found |> Seq.sort |> List.ofSeq) (wanted |> Seq.sort |> List.ofSeq) peer
            Expecto.Expect.sequenceEqual store.Notices [] peer
            Expecto.Expect.equal (files ()) before peer

    [<Fact>]
    let ``A directory goes from the original to us and back: odd and even padding stand in one file`` () : unit =
        use scratch = new Scratch()
        let own = Given.directory scratch.Path
        let events = Given.feed own 12

        for original, ours in [ 0, 3; 6, 9 ] do
            let file = scratch.Below "logs/1.pcap"

            if original = 0 then
                Given.log scratch.Path 1 (Given.originalLog events[0..2])
            else
                use stream = File.Open(file, FileMode.Append)

                for event in events[original .. original + 2] do
                    stream.Write(ReadOnlySpan(Given.originalBlock event))

            use store = Given.openStore scratch.Path
            store |> Stored.append events[ours .. ours + 2]

        let blocks =
            scratch.Below "logs/1.pcap" |> LogReader.Read |> Seq.map _.Length |> Set.ofSeq

        Expecto.Expect.isTrue
            (blocks |> Seq.exists (fun length -> length % 4L <> 0L))
            "some blocks are padded as the original does"

        Stored.reopened scratch.Path |> Expect.equal (Map [ own.Feed, events ])

    [<Fact>]
    let ``What the original appends to a chained feed, with the event before's own prev, is taken`` () : unit =
        use scratch = new Scratch()
        let own = Given.directory scratch.Path
        let events = Given.feed own 3
        let original = Given.withPrev own events[2].Prev 4L "by the original"
        Given.log scratch.Path 1 (Array.append (Given.ourLog events) (Given.originalBlock original))
        let after = Given.next own (ValueSome(Head.ofEvent original)) "ours again"

        do
            use store = Given.openStore scratch.Path
            store.Notices |> Expect.isEmpty
            store |> Stored.append [ after ]

        Stored.reopened scratch.Path |> Expect.equal (Map [ own.Feed, events @ [ original; after ] ])

    [<Fact>]
    let ``Appends to a thousand feeds in one go survive, each feed in a file of its own`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        let feeds = [ for number in 1..1_000 -> Given.feed (Given.keys number) 2 ]

        do
            use store = Given.openStore scratch.Path
            store |> Stored.append (List.map List.head feeds)
            store |> Stored.append (List.map List.last feeds)

        let wanted = Map [ for events in feeds -> events.Head.Feed, events ]
        Stored.reopened scratch.Path |> Expect.equal wanted

        let names = Directory.GetFiles(scratch.Below "logs") |> Array.map Path.GetFileName

        names
        |> Seq.sort
        |> List.ofSeq
        |> Expect.equal ([ for number in 2..1_001 -> $"{number}.pcap" ] |> Seq.sort |> List.ofSeq)

    [<Fact>]
    let ``Any stretch of a long feed is read, and no more than that`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        let events = Given.feed (Given.keys 1) 300
        use store = Given.openStore scratch.Path

        for batch in List.chunkBySize 70 events do
            store |> Stored.append batch

        use reader = LogStore.OpenForReading(scratch.Path, Given.signatures)

        for from, count in
            [ 1, 1
              1, 300
              64, 2
              65, 1
              128, 130
              300, 5
              301, 1
              0, 3
              -5, 2
              299, Int32.MaxValue ] do
            let first = max from 1

            let wanted =
                events
                |> List.filter (fun event -> event.Seq >= int64 first && event.Seq < int64 first + int64 count)

            for store in [ store; reader ] do
                Expecto.Expect.equal (store.Read(events.Head.Feed, from, count) |> List.ofSeq) wanted $"{from}, {count}"

    [<Fact>]
    let ``An event that is not the next of its feed is refused, and with it the whole append`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        let keys = Given.keys 1
        let events = Given.feed keys 3

        let stray =
            Given.withPrev keys (ValueSome (Given.feed (Given.keys 9) 1).Head.Hash) 3L "stray"

        use store = Given.openStore scratch.Path
        store |> Stored.append events[0..1]

        let misfit (batch: Event list) =
            match store.Append(Array.ofList batch) with
            | :? AppendOutcome.Refused as refused -> refused.AppendError
            | outcome -> failwith $"{outcome}"

        misfit [ events[2]; events[1] ] |> Expect.equal Past
        misfit [ (Given.feed keys 4)[3] ] |> Expect.equal Gap
        misfit [ (Given.feed (Given.keys 2) 1)[0]; stray ] |> Expect.equal PrevMismatch
        Stored.all store |> Expect.equal (Map [ keys.Feed, events[0..1] ])
        Directory.GetFiles(scratch.Below "logs") |> Expect.hasLength 1

    [<Fact>]
    let ``As published, only the sequence number has to be the next, now and on opening`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        let keys = Given.keys 1
        let events = Given.feed keys 2

        let stray =
            Given.withPrev keys (ValueSome (Given.feed (Given.keys 9) 1).Head.Hash) 3L "stray"

        do
            use store = LogStore.Open(scratch.Path, Given.signatures, AppendRule.SequenceOnly)
            store |> Stored.append (events @ [ stray ])

            match store.Append [| stray |] with
            | :? AppendOutcome.Refused as refused -> refused.AppendError |> Expect.equal Past
            | outcome -> failwith $"{outcome}"

        use published =
            LogStore.OpenForReading(scratch.Path, Given.signatures, AppendRule.SequenceOnly)

        Stored.events keys.Feed published |> Expect.equal (events @ [ stray ])
        use fitting = LogStore.OpenForReading(scratch.Path, Given.signatures)
        Stored.events keys.Feed fitting |> Expect.equal events
        Stored.problems fitting |> Expect.equal [ "prev-mismatch" ]

    [<Fact>]
    let ``New feeds take the next number after the highest; the own feed takes 1`` () : unit =
        use scratch = new Scratch()
        let own = Given.directory scratch.Path
        Given.log scratch.Path 7 (Given.originalLog (Given.feed (Given.keys 1) 1))

        do
            use store = Given.openStore scratch.Path
            Expect.isTrue (store.CreateLog((Given.keys 2).Feed) :? AppendOutcome.Durable)
            File.ReadAllBytes(scratch.Below "logs/8.pcap") |> Expect.equal Log.header

            store
            |> Stored.append (Given.feed own 1 @ Given.feed (Given.keys 3) 1 @ Given.feed (Given.keys 2) 1)

            store.OwnFeed |> Expect.equal (Nullable own.Feed)

        let feedIn (number: int) =
            [ for piece in LogReader.Read(scratch.Below $"logs/{number}.pcap") do
                  match piece.Record with
                  | Packet(payload, _) -> Event.decode payload |> Result.map _.Feed
                  | Section
                  | Foreign
                  | Torn
                  | BadLength -> () ]

        for number, keys in [ 1, own; 8, Given.keys 2; 9, Given.keys 3 ] do
            Expecto.Expect.equal (feedIn number) [ Ok keys.Feed ] $"{number}.pcap"

    [<Fact>]
    let ``A log of another feed in the own feed's place keeps the directory from being written`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        Given.log scratch.Path 1 (Given.ourLog (Given.feed (Given.keys 1) 2))
        let before = File.ReadAllBytes(scratch.Below "logs/1.pcap")
        Stored.problem (fun () -> Given.openStore scratch.Path) |> Expect.equal "own-log-foreign"
        File.ReadAllBytes(scratch.Below "logs/1.pcap") |> Expect.equal before

    [<Fact>]
    let ``A path that is not a directory, and a directory without a key, are refused by name`` () : unit =
        use scratch = new Scratch()
        Stored.problem (fun () -> Given.openStore scratch.Path) |> Expect.equal "key-missing"

        Stored.problem (fun () -> Given.openStore (scratch.Below "none"))
        |> Expect.equal "directory-missing"

        Stored.problem (fun () -> LogStore.OpenForReading(scratch.Below "none", Given.signatures))
        |> Expect.equal "directory-missing"

    [<Fact>]
    let ``Files with other names are left alone, with a notice`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        Given.log scratch.Path 2 (Given.ourLog (Given.feed (Given.keys 1) 2))

        for name in
            [ "notes.txt"
              "02.pcap"
              "2.pcap.bak"
              "-1.pcap"
              "x1234567.pcap"
              ".pcap"
              "0.pcap" ] do
            File.WriteAllText(scratch.Below $"logs/{name}", name)

        use store = Given.openStore scratch.Path
        Stored.problems store |> Expect.equal (List.replicate 7 "odd-name")
        store.Heads |> Expect.hasLength 1

    [<Fact>]
    let ``A file that another program changed meanwhile is not written over`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        let events = Given.feed (Given.keys 1) 3
        use store = Given.openStore scratch.Path
        store |> Stored.append events[0..0]

        do
            use stream =
                File.Open(scratch.Below "logs/2.pcap", FileMode.Append, FileAccess.Write, FileShare.ReadWrite)

            stream.Write(ReadOnlySpan(Given.originalBlock events[1]))

        match store.Append [| events[1] |] with
        | :? AppendOutcome.Failed as failed -> failed.Reason.Problem |> Expect.equal "log-changed"
        | outcome -> failwith $"{outcome}"

        Stored.reopened scratch.Path |> Expect.equal (Map [ events.Head.Feed, events[0..1] ])
