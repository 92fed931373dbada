namespace PeerFunctional.Tests.Replication

open System
open System.Collections.Generic
open System.IO
open System.Net
open System.Text.Json
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage

module KillTests =

    /// Twelve thousand events of twelve feeds, by the feeds' keys.
    let private feeds =
        lazy
            ([ for number in 1..12 ->
                   let keys = Given.keys number
                   string keys.Feed, Given.feed keys 1_000 |> Array.ofList ]
             |> Map.ofList)

    /// The feed and number that a line of `--json` tells to be stored; none for other lines and for a torn one.
    let private acknowledged (line: string) =
        try
            let told = JsonDocument.Parse(line).RootElement

            match told.TryGetProperty "notice" with
            | true, notice when notice.GetString() = "ingested" ->
                Some(told.GetProperty("feed").GetString(), told.GetProperty("seq").GetInt64())
            | _ -> None
        with :? JsonException ->
            None

    /// Kills the ingesting process after so many acknowledgements; answers all it wrote before it died.
    let private ingest (peer: StartedProgram) killAfter =
        let acknowledgements = List<string * int64>()

        let rec read () =
            task {
                match! peer.NextLine() with
                | ValueSome line ->
                    acknowledged line |> Option.iter acknowledgements.Add

                    if acknowledgements.Count = killAfter then
                        peer.Kill()

                    return! read ()
                | ValueNone -> return! peer.Ends()
            }

        let ran = read () |> Deadline.get "the end of an ingest"
        ran.ExitCode, ran.Errors, acknowledgements

    /// Opens a directory again; fails unless it holds of every feed what was there before and what was acknowledged,
    /// whole and byte for byte. Answers what it holds.
    let private reopen path (before: Map<string, int64>) (acknowledged: seq<string * int64>) =
        let least =
            (before, acknowledged)
            ||> Seq.fold (fun least (feed, seq) ->
                Map.change feed (fun held -> Some(max seq (Option.defaultValue 0L held))) least)

        use store = Given.openStore path

        let held =
            store.Heads |> Seq.map (fun struct (feed, head) -> string feed, head.Seq) |> Map.ofSeq

        for KeyValue(feed, seq) in least do
            Map.tryFind feed held |> Option.defaultValue 0L |> Expect.isGreaterThanOrEqual seq

        for struct (feed, _) in store.Heads do
            let from = Map.tryFind (string feed) before |> Option.defaultValue 0L

            let events = store.Read(feed, from + 1L, Int64.MaxValue) |> List.ofSeq
            let last = held[string feed]
            events |> List.map _.Seq |> Expect.equal [ from + 1L .. last ]

            // The very bytes that were signed: nothing is left to verify.
            let signed = feeds.Value[string feed][int from .. int last - 1]
            events |> Expect.equal (List.ofArray signed)

        held

    /// Kills a peer so many times amid an ingest, and looks at what it holds each time.
    let survives kills : unit =
        let all = feeds.Value |> Map.map (fun _ events -> int64 events.Length)
        use holder = LivePeer.Holding(0, feeds.Value.Values |> Seq.collect id |> List.ofSeq)

        // The holder has its own address, because a peer of another test may still send to the previous owner of its port.
        let address = IPAddress.Parse "127.0.0.9"

        let holding =
            Live.respond
                { Live.way with
                    Silence = TimeSpan.FromSeconds 5.0
                    Bind = address }
                false
                holder

        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore

        let arguments = [ "replicate"; "."; $"{address}:{holding.Port}"; "--json" ]

        let random = Random 9
        let mutable held = Map.empty

        for _ in 1..kills do
            // A pipe and a batch may hold that many more than were read.
            if Seq.sum all.Values - Seq.sum held.Values < 3_000L then
                Directory.Delete(scratch.Below "logs", recursive = true)
                held <- Map.empty

            use peer = Peer.startIn scratch.Path arguments
            let exitCode, errors, acknowledged = ingest peer (random.Next(1, 300))
            Expecto.Expect.equal exitCode 137 errors
            held <- reopen scratch.Path held acknowledged

        let last = Peer.runIn scratch.Path arguments
        last.ExitCode |> Expect.equal 0
        (last.Objects |> Array.last).GetProperty("complete").GetBoolean() |> Expect.isTrue
        holding.Stop()
        holding.Totals |> Deadline.get "the holder's tally" |> ignore
        reopen scratch.Path Map.empty [] |> Expect.equal all

    [<Fact>]
    let ``A peer that is killed five times amid an ingest has lost nothing it acknowledged, and completes at last``
        ()
        : unit =
        survives 5
