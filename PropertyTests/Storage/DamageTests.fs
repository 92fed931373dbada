namespace PeerFunctional.Tests.Storage

open System
open System.Diagnostics
open System.IO
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module DamageTests =

    let private keys = Given.keys 1

    /// Opens for writing and appends what comes next in the feed; answers its events before and after.
    let private carryOn (keys: KeyPair) path =
        use store = Given.openStore path
        let before = Stored.events keys.Feed store
        let head = before |> List.tryLast |> Option.map Head.ofEvent |> Option.toValueOption
        let next = Given.next keys head "after the damage"
        store |> Stored.append [ next ]
        before, before @ [ next ]

    [<Fact>]
    let ``A log cut at any byte opens with every whole event before the cut, and once appended to is a good log``
        ()
        : unit =
        let blocks =
            [ Log.header, (fun (event: Event) -> Log.block event.Wire.Span)
              Given.originalHeader, Given.originalBlock ]

        for header, block in blocks do
            use scratch = new Scratch()
            let keys = Given.directory scratch.Path
            let events = Given.feed keys 3
            let log = Array.concat (header :: List.map block events)

            let ends =
                events |> List.scan (fun at event -> at + (block event).Length) header.Length

            for cut in 0 .. log.Length do
                let whole = ends.Tail |> List.filter (fun last -> last <= cut) |> List.length

                let kept =
                    if cut < header.Length then
                        Log.header
                    else
                        log[.. ends[whole] - 1]

                Given.log scratch.Path 1 log[.. cut - 1]
                let before, after = carryOn keys scratch.Path
                let added = Log.block (List.last after).Wire.Span
                Expecto.Expect.equal before (List.truncate whole events) $"cut at {cut}"

                Expecto.Expect.equal
                    (File.ReadAllBytes(scratch.Below "logs/1.pcap"))
                    (Array.append kept added)
                    $"cut at {cut}"

                Expecto.Expect.equal (Stored.reopened scratch.Path) (Map [ keys.Feed, after ]) $"cut at {cut}"

    [<Fact>]
    let ``A reader takes a torn log as it is and changes nothing`` () : unit =
        use scratch = new Scratch()
        let events = Given.feed keys 3
        let log = Given.ourLog events
        Given.log scratch.Path 2 log[.. log.Length - 20]
        Given.log scratch.Path 3 Log.header[..20]
        use reader = LogStore.OpenForReading(scratch.Path, Given.signatures)
        Stored.all reader |> Expect.equal (Map [ keys.Feed, events[0..1] ])
        Stored.problems reader |> Expect.equal [ "truncated-block" ]
        FileInfo(scratch.Below "logs/2.pcap").Length |> Expect.equal (int64 log.Length - 19L)
        FileInfo(scratch.Below "logs/3.pcap").Length |> Expect.equal 21L
        Expect.isFalse (File.Exists(scratch.Below "peer.unproven"))

    [<Fact>]
    let ``Where the middle of a log is unreadable nothing is cut off, and the feed goes on in a new file`` () : unit =
        for name in [ "length-zero.pcap"; "length-too-long.pcap" ] do
            use scratch = new Scratch()
            Given.directory scratch.Path |> ignore
            let damaged = File.ReadAllBytes(Repository.fixture $"bad/{name}")
            Given.log scratch.Path 2 damaged
            let whole = Path.Combine(scratch.Path, "whole")
            Given.log whole 1 (File.ReadAllBytes(Repository.fixture "bad/reference-good.pcap"))
            let events = Stored.reopened whole |> Map.toList |> List.head |> snd

            do
                use store = Given.openStore scratch.Path
                Expecto.Expect.equal (Stored.all store |> Map.toList |> List.map snd) [ events[0..1] ] name
                store |> Stored.append events[2..3]
                Expecto.Expect.equal (Stored.events events.Head.Feed store) events[0..3] name

            do
                use store = Given.openStore scratch.Path
                store |> Stored.append events[4..5]

            Expecto.Expect.equal (File.ReadAllBytes(scratch.Below "logs/2.pcap")) damaged name
            Expecto.Expect.hasLength (Directory.GetFiles(scratch.Below "logs")) 2 name
            Expecto.Expect.equal (Stored.reopened scratch.Path) (Map [ events.Head.Feed, events ]) name

    [<Fact>]
    let ``The own feed is not written on where its later events are lost, for that would fork it`` () : unit =
        let gap (events: Event list) = Given.ourLog [ events[0]; events[2] ]

        let unreadable (events: Event list) =
            Array.concat [ Given.ourLog events[0..1]; Array.zeroCreate 64 ]

        let changed (events: Event list) =
            let log = Given.ourLog events
            let at = log.Length - 40
            Array.updateAt at (log[at] ^^^ 0x10uy) log

        for damage in [ gap; unreadable; changed ] do
            use scratch = new Scratch()
            let keys = Given.directory scratch.Path
            Given.log scratch.Path 1 (damage (Given.feed keys 3))
            use store = Given.openStore scratch.Path

            match store.Append [| Given.next keys (store.Head keys.Feed) "again" |] with
            | :? AppendOutcome.Failed as failed -> failed.Reason.Problem |> Expect.equal "own-log-damaged"
            | outcome -> failwith $"{outcome}"

            store |> Stored.append (Given.feed (Given.keys 5) 1)

    [<Property(MaxTest = 60)>]
    let ``A feed whose last event is damaged stands before it, and takes that event and the next ones again``
        (count: PositiveInt)
        (place: PositiveInt)
        =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        let count = 1 + count.Get % 8
        let events = Given.feed keys (count + 2)
        let good = Given.ourLog events[.. count - 2]
        let last = Log.block events[count - 1].Wire.Span
        // Within the event: its own block is whole.
        let at = 12 + place.Get % (events[count - 1].Wire.Length - 1)
        let damaged = Array.updateAt at (last[at] ^^^ 0x01uy) last
        Given.log scratch.Path 2 (Array.append good damaged)

        do
            use store = Given.openStore scratch.Path
            Stored.events keys.Feed store |> Expect.equal events[.. count - 2]
            store |> Stored.append events[count - 1 .. count]

        do
            use store = Given.openStore scratch.Path
            Stored.events keys.Feed store |> Expect.equal events[..count]
            store |> Stored.append [ events[count + 1] ]

        Stored.reopened scratch.Path |> Expect.equal (Map [ keys.Feed, events ])

    /// Every damaged log of the fixtures: how many events the feed keeps, and what is noticed.
    let private fixtures =
        [ "reference-good", 6, []
          "flipped-content", 6, []
          "flipped-signature", 6, []
          "changed-time", 6, []
          "truncated-last", 5, [ "truncated-block" ]
          "truncated-header", 5, [ "truncated-block" ]
          "gap", 2, [ "gap"; "gap"; "gap" ]
          "fork", 6, [ "fork" ]
          "duplicate", 6, [ "duplicate" ]
          "out-of-order", 2, [ "gap"; "gap"; "gap"; "gap" ]
          "two-feeds", 6, [ "foreign-feed" ]
          "forged", 6, []
          "bad-trailer", 6, []
          "length-too-long", 2, [ "truncated-block" ]
          "length-zero", 2, [ "bad-block-length" ]
          "packet-longer-than-block", 6, []
          "not-cbor", 2, [ "undecodable-event"; "gap"; "gap"; "gap" ]
          "no-header", 6, []
          "headers-only", 0, []
          "zero-bytes", 0, [ "missing-header" ]
          "standard-padding", 6, []
          "content-withheld", 6, []
          "trailing-bytes", 6, []
          "content-length-wrong", 6, []
          "prev-chained-good", 6, []
          "prev-wrong", 3, [ "prev-mismatch"; "gap"; "gap" ] ]

    [<Fact>]
    let ``Every damaged log of the fixtures is there, and opens to what can be followed of it`` () : unit =
        let names =
            Directory.GetFiles(Repository.fixture "bad", "*.pcap") |> Array.map Path.GetFileNameWithoutExtension

        names
        |> Seq.sort
        |> List.ofSeq
        |> Expect.equal (fixtures |> List.map (fun (name, _, _) -> name) |> Seq.sort |> List.ofSeq)

        for name, count, problems in fixtures do
            use scratch = new Scratch()
            Given.directory scratch.Path |> ignore
            Given.log scratch.Path 2 (File.ReadAllBytes(Repository.fixture $"bad/{name}.pcap"))
            use store = Given.openStore scratch.Path

            Expecto.Expect.equal
                (store.Heads |> Seq.map (fun struct (_, head) -> head.Seq) |> List.ofSeq)
                [ if count > 0 then
                      int64 count ]
                name

            Expecto.Expect.equal (Stored.problems store) problems name

    [<Fact>]
    let ``However many notices there are, a bounded number is kept and all are counted`` () : unit =
        use scratch = new Scratch()
        let event = Given.feed keys 1
        Given.log scratch.Path 2 (Given.ourLog (List.replicate 1_000 event.Head))
        use store = LogStore.OpenForReading(scratch.Path, Given.signatures)
        store.Notices |> Expect.hasLength 256
        store.NoticeCount |> Expect.equal 999
        Stored.problems store |> List.distinct |> Expect.equal [ "duplicate" ]

    /// One change to a file's bytes: what a bad disk, a bad copy or a bad neighbour does.
    type Damage =
        | Flip of at: int * bit: int
        | Word of at: int * value: uint32
        | Remove of at: int * count: int
        | Insert of at: int * bytes: byte[]
        | Repeat of at: int * count: int
        | Truncate of at: int

    let private genDamage =
        let at = Gen.choose (0, 2_000)

        let word =
            Gen.elements
                [ 0u
                  3u
                  8u
                  11u
                  12u
                  15u
                  16u
                  17u
                  255u
                  65_536u
                  65_537u
                  0x7FFFFFFFu
                  0xFFFFFFFFu
                  0x0A0D0D0Au ]

        Gen.oneof
            [ Gen.map2 (fun at bit -> Flip(at, bit)) at (Gen.choose (0, 7))
              Gen.map2 (fun at value -> Word(at, value)) at word
              Gen.map2 (fun at count -> Remove(at, count)) at (Gen.choose (1, 300))
              Gen.map2 (fun at bytes -> Insert(at, bytes)) at (Gen.arrayOf (Gen.choose (0, 255) |> Gen.map byte))
              Gen.map2 (fun at count -> Repeat(at, count)) at (Gen.choose (1, 600))
              Gen.map Truncate at ]

    let private apply (bytes: byte[]) damage =
        let place at = at % (bytes.Length + 1)
        let upTo at count = min bytes.Length (place at + count)

        match damage with
        | Flip(at, bit) when bytes.Length > 0 ->
            let at = at % bytes.Length
            Array.updateAt at (bytes[at] ^^^ (1uy <<< bit)) bytes
        | Flip _ -> bytes
        | Word(at, value) ->
            let word = Array.rev (BitConverter.GetBytes value)
            Array.concat [ bytes[.. place at - 1]; word; bytes[upTo at 4 ..] ]
        | Remove(at, count) -> Array.append bytes[.. place at - 1] bytes[upTo at count ..]
        | Insert(at, added) -> Array.concat [ bytes[.. place at - 1]; added; bytes[place at ..] ]
        | Repeat(at, count) -> Array.append bytes[.. upTo at count - 1] bytes[place at ..]
        | Truncate at -> bytes[.. place at - 1]

    let private pristine =
        let events = Given.feed keys 7
        [ Given.ourLog events; Given.originalLog events ]

    /// Bytes one thread may allocate to open a damaged log of two kilobytes, append to it and read it.
    let private budget = 4_000_000L

    let private survives (log: byte[], damages: Damage list) =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        let damaged = List.fold apply log damages
        Given.log scratch.Path 2 damaged
        let start, clock = GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew()

        let readable, problems =
            use reader = LogStore.OpenForReading(scratch.Path, Given.signatures)
            Stored.events keys.Feed reader, Stored.problems reader

        let before, after = carryOn keys scratch.Path
        before |> Expect.equal readable
        Stored.reopened scratch.Path |> Map.find keys.Feed |> Expect.equal after

        // Only an unfinished end is ever cut off.
        if damaged.Length >= Log.HeaderLength && not (List.contains "truncated-block" problems) then
            let file = File.ReadAllBytes(scratch.Below "logs/2.pcap")
            Expect.isTrue (file.AsSpan().StartsWith(ReadOnlySpan damaged))

        GC.GetAllocatedBytesForCurrentThread() - start |> Expect.isLessThan budget
        clock.Elapsed |> Expect.isLessThan (TimeSpan.FromSeconds 10.)

    /// A log that was damaged up to four times goes on.
    let goesOn =
        let damages =
            Gen.choose (1, 4) |> Gen.bind (fun count -> Gen.listOfLength count genDamage)

        Prop.forAll (Gen.zip (Gen.elements pristine) damages |> Arb.fromGen) survives

    [<Property(MaxTest = 800)>]
    let ``However a log is damaged, it opens, keeps what can be read, and takes the feed's next event`` () = goesOn
