namespace PeerFunctional.Tests.Storage

open System
open System.Collections.Generic
open System.IO
open System.Net
open System.Threading
open System.Threading.Tasks
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Storage
open PeerFunctional.Runtime.Systems.SneakerNet
open PeerFunctional.Runtime.Systems.Tracker
open PeerFunctional.Runtime.Udp
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// Work on a disk. `Run` gives what the program reported as durable, and the error if it reported one; `Holds` whether a
/// directory holds all that was reported; `IsWhole` whether the report covers the whole work; `Start` starts again on the
/// directory and gives what it would announce.
type private Work<'told> =
    { Prepare: string -> unit
      Run: FaultyDisk -> string -> 'told * string list
      Start: FaultyDisk -> string -> 'told
      Holds: string -> 'told -> bool
      IsWhole: 'told -> bool }

/// Every call to the disk that fails, over whole runs, and a crash after it.
module FaultTests =

    /// Runs work once for every call it makes, and lets that call fail; `lasting` says whether all after it fail too.
    let private faults (lasting: bool list) (work: Work<'told>) =
        let run fails (check: FaultyDisk -> string -> 'told -> string list -> unit) =
            use scratch = new Scratch()
            let path = Directory.CreateDirectory(scratch.Below "peer").FullName
            work.Prepare path
            let disk = FaultyDisk(scratch.Path, fails)
            let told, reasons = work.Run disk path
            check disk path told reasons
            disk

        let holdsAfterCrash (disk: FaultyDisk) told (words: string) =
            use after = new Scratch()
            disk.Crashed after.Path

            Expecto.Expect.isTrue
                (work.Holds (after.Below "peer") told)
                $"{words}: what was told durable is lost by a crash"

        let whole =
            run (fun _ _ -> false) (fun disk _ told reasons ->
                reasons |> Expect.isEmpty
                Expecto.Expect.isTrue (work.IsWhole told) "no fault: the work is not done"
                holdsAfterCrash disk told "no fault")

        let faults =
            [ for call in DiskCall.all do
                  for number in 1 .. whole.Count call do
                      for stays in lasting do
                          call, number, stays ]

        faults.Length |> Expect.isGreaterThan 6

        for call, number, stays in faults do
            let words = $"""{call} {number} {if stays then "and all after it" else ""}"""
            let broken = ref false

            let fails made count =
                broken.Value <- broken.Value || made = call && count = number

                if stays then
                    broken.Value
                else
                    made = call && count = number

            run fails (fun disk path told reasons ->
                holdsAfterCrash disk told words

                // Silence is right where all was done all the same: another way was found, or nothing needed the call.
                if reasons = [] then
                    Expecto.Expect.isTrue (work.IsWhole told) $"{words}: nobody was told"
                else
                    Expecto.Expect.isTrue
                        (reasons
                         |> Seq.exists (fun text -> Regex.IsMatch(text, @"Input/output error|the disk is full")))
                        words

                // The program starts again, while the system has not crashed.
                disk.Heal()
                holdsAfterCrash disk (work.Start disk path) $"{words}, then a start")
            |> ignore

    let private everyFault work = faults [ false; true ] work

    let private attempt (reasons: List<string>) (work: unit -> unit) =
        try
            work ()
        with :? StoreException as e ->
            reasons.Add e.Message

    let private frontier (store: LogStore) =
        store.Heads |> Seq.map (fun struct (feed, head) -> feed, head.Seq) |> Map.ofSeq

    /// Whether a directory holds every event of every feed up to these.
    let private holdsEvents path (told: Map<FeedId, int64>) =
        let held =
            if Directory.Exists path then
                Stored.reopened path
            else
                Map.empty

        told
        |> Map.forall (fun feed seq ->
            let events = held |> Map.tryFind feed |> Option.defaultValue []
            events |> List.truncate (int seq) |> List.map _.Seq = [ 1L .. seq ])

    let private feeds = [ for number in 1..3 -> Given.feed (Given.keys number) 6 ]

    let private isFrontier (length: int64) (feeds: Event list list) (told: Map<FeedId, int64>) =
        feeds |> List.forall (fun events -> Map.tryFind events.Head.Feed told = Some length)

    let private openOn (disk: IDisk) path =
        LogStore.Open(path, Given.signatures, disk = disk)

    let private startStore disk path =
        use store = openOn disk path
        frontier store

    [<Fact>]
    let ``Whatever call fails while events are appended, what was acknowledged survives a crash, and so does what a start announces``
        ()
        : unit =
        everyFault
            { Prepare = fun path -> Given.directory path |> ignore
              Run =
                fun disk path ->
                    let reasons = List<string>()
                    let mutable told = Map.empty

                    attempt reasons (fun () ->
                        use store = openOn disk path
                        let own = Given.feed (KeyFile.Read(path, Given.signatures)) 3

                        let batches =
                            [ own[0..0]
                              feeds |> List.collect (List.take 2)
                              own[1..2] @ (feeds |> List.collect (List.skip 2)) ]

                        for batch in batches do
                            // A program ends here; one that tries again may succeed.
                            let mutable tries = 2

                            while tries > 0 do
                                tries <- tries - 1

                                match store.Append(Array.ofList batch) with
                                | :? AppendOutcome.Durable ->
                                    tries <- 0

                                    for event in batch do
                                        told <- Map.add event.Feed event.Seq told
                                | :? AppendOutcome.Failed as failed -> reasons.Add failed.Reason.Message
                                | _ -> tries <- 0)

                    told, List.ofSeq reasons
              Start = startStore
              Holds = holdsEvents
              IsWhole = fun told -> isFrontier 6L feeds told && told.Count = 4 }

    /// A start on a log that ends in the middle of an event, a part of a header, and a whole log.
    let private mending (before: FaultyDisk -> string -> unit) =
        { Prepare =
            fun path ->
                Given.directory path |> ignore
                let log = Given.ourLog feeds[0]
                Given.log path 2 log[.. log.Length - 20]
                Given.log path 3 Log.header[..20]
                Given.log path 4 (Given.ourLog feeds[1])
          Run =
            fun disk path ->
                before disk path
                let reasons = List<string>()
                let mutable told = Map.empty
                attempt reasons (fun () -> told <- startStore disk path)
                told, List.ofSeq reasons
          Start = startStore
          Holds = holdsEvents
          IsWhole = fun told -> isFrontier 5L [ feeds[0] ] told && isFrontier 6L [ feeds[1] ] told }

    [<Fact>]
    let ``Whatever call fails while a torn log is mended, what a start announces survives a crash`` () : unit =
        everyFault (mending (fun _ _ -> ()))

    [<Fact>]
    let ``Whatever call fails while logs are proven that another program did not flush, what a start announces survives a crash``
        ()
        : unit =
        // Where nothing at all can be written any more, no start can leave word for the next one that a flush has failed.
        faults
            [ false ]
            (mending (fun disk path ->
                for number in 2..4 do
                    disk.Unflushed(Path.Combine(path, "logs", $"{number}.pcap"))))

    [<Fact>]
    let ``Whatever call fails while a key is made, a key that was told of survives a crash`` () : unit =
        let create (disk: FaultyDisk) path =
            Some(KeyFile.Create(Path.Combine(path, "alice"), Given.signatures, TimeProvider.System, disk).Feed)

        everyFault
            { Prepare = ignore
              Run =
                fun disk path ->
                    let reasons = List<string>()
                    let mutable told = None

                    attempt reasons (fun () -> told <- create disk path)
                    told, List.ofSeq reasons
              // A key whose removal failed with everything else is found by the next start, and so is its directory.
              Start =
                fun disk path ->
                    if
                        File.Exists(Path.Combine(path, "alice", KeyFile.Name)) || disk.Lost(Path.Combine(path, "alice"))
                    then
                        None
                    else
                        create disk path
              Holds =
                fun path told ->
                    match told with
                    | Some feed -> KeyFile.Read(Path.Combine(path, "alice"), Given.signatures).Feed = feed
                    | None -> true
              IsWhole = Option.isSome }

    [<Fact>]
    let ``Directories that another program made and did not flush survive a crash with what was told to be in them``
        ()
        : unit =
        use scratch = new Scratch()
        let alice = Directory.CreateDirectory(scratch.Below "alice").FullName
        let bob = Directory.CreateDirectory(scratch.Below "bob").FullName
        let stick = Directory.CreateDirectory(scratch.Below "stick").FullName
        Given.directory bob |> ignore
        Given.log bob 2 (Given.ourLog feeds[0])
        let disk = FaultyDisk(scratch.Path, (fun _ _ -> false))

        for made in [ alice; bob; Path.Combine(bob, "logs"); stick ] do
            disk.Unflushed made

        let key = KeyFile.Create(alice, Given.signatures, TimeProvider.System, disk)
        let told = startStore disk bob
        ExportDirectory.Open(stick, disk).Write feeds[0] |> ignore
        use after = new Scratch()
        disk.Crashed after.Path
        KeyFile.Read(after.Below "alice", Given.signatures).Feed |> Expect.equal key.Feed
        Expect.isTrue (isFrontier 6L [ feeds[0] ] told && holdsEvents (after.Below "bob") told)
        ExportDirectory.Open(after.Below "stick").Read() |> Seq.length |> Expect.equal 6

    [<Fact>]
    let ``Whatever call fails during an export, what was told to be on the stick survives a crash`` () : unit =
        let events = List.concat feeds

        let onStick path =
            ExportDirectory.Open(path).Read()
            |> Seq.map (fun struct (event, _) -> event.Feed, event.Seq)
            |> Set.ofSeq

        let export (disk: FaultyDisk) path =
            let there = onStick path

            ExportDirectory
                .Open(path, disk)
                .Write(events |> List.filter (fun event -> not (there.Contains(event.Feed, event.Seq))))
            |> ignore

            Set [ for event in events -> event.Feed, event.Seq ]

        everyFault
            { Prepare = ignore
              Run =
                fun disk path ->
                    let reasons = List<string>()
                    let mutable told = Set.empty
                    attempt reasons (fun () -> told <- export disk path)
                    told, List.ofSeq reasons
              Start =
                fun disk path ->
                    // What stays of a file that could not be removed either was not told of.
                    if Directory.GetFiles path |> Array.exists (fun file -> file.EndsWith ".pcap") then
                        Set.empty
                    else
                        export disk path
              Holds = fun path told -> Set.isSubset told (onStick path)
              IsWhole = fun told -> told.Count = events.Length }

    let private alone number =
        let newcomer: PeerFunctional.Tracker.Member =
            { Handle = $"peer {number}"
              Address = Endpoint.create "127.0.0.1" (9_000 + number % 1_000)
              Via = Endpoint.create "127.0.0.1" 7_777
              Item = number % 5 }

        PeerFunctional.Tracker.RingChange.Joined newcomer

    let private handles (journal: RingSaveFile) =
        PeerFunctional.Tracker.Ring.members journal.Ring |> Seq.map _.Handle |> Set.ofSeq

    [<Fact>]
    let ``Whatever call fails while a ring is kept and written anew, who was told to be in it is in it after a crash``
        ()
        : unit =
        let openRing (disk: IDisk) path =
            RingSaveFile.Open(Path.Combine(path, "ring"), ValueNone, disk)

        everyFault
            { Prepare = ignore
              Run =
                fun disk path ->
                    let reasons = List<string>()
                    let mutable told = Set.empty

                    attempt reasons (fun () ->
                        use journal = openRing disk path

                        for part in 0..5 do
                            // A few newcomers, and many that move: most of the file is past.
                            let changes = [| for number in 0..999 -> alone (part * 3 + number % 3) |]
                            journal.Append changes

                            for number in part * 3 .. part * 3 + 2 do
                                told <- Set.add $"peer {number}" told)

                    told, List.ofSeq reasons
              Start =
                fun disk path ->
                    use journal = openRing disk path
                    handles journal
              Holds =
                fun path told ->
                    told.IsEmpty
                    || (use journal = RingSaveFile.Open(Path.Combine(path, "ring"), ValueNone)
                        Set.isSubset told (handles journal))
              IsWhole = fun told -> told.Count = 18 }

    /// What a datagram claims of feeds: in HAVE and in GOT.
    let private haves (bytes: ReadOnlyMemory<byte>) =
        match Command.decode bytes with
        | Ok(Have haves)
        | Ok(Got haves) ->
            [ for have in haves do
                  match have.Name with
                  | Feed feed -> feed, have.Seq
                  | Odd _ -> () ]
        | _ -> []

    [<Fact>]
    let ``Whatever call fails while two peers replicate, no datagram tells of an event that a crash would take, and the user hears why``
        ()
        : unit =
        use partner = new Scratch()
        Given.directory partner.Path |> ignore
        use holder = Given.openStore partner.Path
        holder |> Stored.append (List.concat feeds)

        let host store role (tell: Notice -> unit) observe =
            let options =
                ReplicaOptions(role, Recovering, TimeSpan.FromMilliseconds 150.0, IPAddress.Loopback)

            let context =
                HostContext<Notice>(Action<Notice> tell, TimeProvider.System, Observe = observe)

            ReplicaHost.Open(store, options, Given.signatures, context)

        let run (host: LiveMachine<Replica, Timer, Message, UserCommand, StoreAnswer, StoreQuestion, Notice>) =
            task {
                use _host = host
                let! last = host.RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes 1.0)
                return Replica.totals last
            }

        let replicate (disk: FaultyDisk) path =
            let reasons = List<string>()
            let mutable told = Map.empty

            attempt reasons (fun () ->
                use store = openOn disk path

                let observe (datagram: ObservedDatagram) =
                    if datagram.IsSent then
                        use after = new Scratch()
                        disk.Crashed after.Path
                        Expect.isTrue (holdsEvents (after.Below "peer") (Map.ofList (haves datagram.Bytes)))

                let hear notice =
                    match notice with
                    | StoreFailed reason -> reasons.Add reason
                    | _ -> ()

                let responding = host holder (Responder(0, true)) ignore null
                let contact = Endpoint.create "127.0.0.1" (ReplicaHost.AddressOf responding).Port
                let initiating = host store (Initiator contact) hear (Action<_> observe)
                let responded = run responding
                let initiated = run initiating |> Deadline.get "the initiator's end"
                responding.Command Stop
                responded |> Deadline.get "the responder's end" |> ignore
                initiated.Complete |> Expect.equal (reasons.Count = 0)
                told <- frontier store)

            told, List.ofSeq reasons

        everyFault
            { Prepare = fun path -> Given.directory path |> ignore
              Run = replicate
              Start = startStore
              Holds = holdsEvents
              // The log that could not be made at the first word of a feed is made by the first append.
              IsWhole = isFrontier 6L feeds }
