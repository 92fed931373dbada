namespace PeerFunctional.Tests.CommandLine

open System
open FsCheck.FSharp
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Tests

/// Commands by chance, each as the arguments that a user gives and as the value that they mean.
module Commands =

    /// Words that need no `--` before them.
    let private word =
        Gen.elements
            [ "alice"
              "a b"
              "é"
              "x=y"
              "init"
              "feed"
              "demo"
              "5s"
              "/x/y"
              "-"
              "first hello."
              "a'b\"c" ]

    let replicateOptions =
        gen {
            let! dir = word
            let! host = Gen.elements [ None; Some "h"; Some "h:9"; Some "[::1]:77" ]
            let! port = Gen.choose (1, 65_535)
            let! silence = Gen.choose (1, 86_400_000)
            let! policy = Gen.elements [ AsPublished; Recovering ]
            let! once = Gen.elements [ true; false ]
            let! record = Gen.optionOf word

            let! bind =
                Gen.optionOf (Gen.elements [ "0.0.0.0"; "::"; "fe80::1%eth0"; "::ffff:10.0.0.1"; "h" ])

            let partner =
                match host |> Option.map (Endpoint.parse port) with
                | Some(Ok partner) -> Some partner
                | Some(Error _)
                | None -> None

            let once = once && partner.IsNone
            let silence = TimeSpan.FromMilliseconds(float silence)

            let options =
                { Dir = dir
                  Partner = partner
                  Port = port
                  Silence = silence
                  Policy = policy
                  Once = once
                  Record = record
                  Journal = record
                  Bind = bind }

            let arguments =
                [ "replicate"
                  dir
                  yield! Option.toList host
                  $"--port={port}"
                  "--silence"
                  Duration.print silence
                  "--policy"
                  (if policy = AsPublished then "published" else "recovering")
                  if once then
                      "--once"
                  match record with
                  | Some file -> yield! [ "--record"; file; "--journal"; file ]
                  | None -> ()
                  match bind with
                  | Some address -> yield! [ "--bind"; address ]
                  | None -> () ]

            return arguments, Command.SneakerNet(SneakerNetCommand.Replicate options)
        }

    let private ringSpeech =
        gen {
            let! policy = Gen.elements [ AsPublished; Recovering ]
            let! dialect = Gen.elements [ Tracker.Program; Tracker.Document ]

            let! protocol =
                Gen.elements [ Kernel.Encodings.Protocol0; Kernel.Encodings.Protocol2 ]

            let! plain = Gen.elements [ true; false ]

            let arguments =
                [ "--policy"
                  (if policy = AsPublished then "published" else "recovering")
                  "--dialect"
                  (if dialect = Tracker.Program then "program" else "document")
                  (if protocol = Kernel.Encodings.Protocol0 then
                       "--protocol=0"
                   else
                       "--protocol=2")
                  if plain then
                      "--plain" ]

            let wire: RingWireArguments =
                { Policy = policy
                  Dialect = dialect
                  Protocol = protocol
                  Plain = plain }

            return arguments, wire
        }

    let private file name value =
        match value with
        | Some file -> [ name; file ]
        | None -> []

    let private twoWords = Tracker.Phrase.ofText "a b" |> Result.toOption |> Option.get

    let serveOptions =
        gen {
            let! arguments, wire = ringSpeech
            let! port = Gen.choose (0, 65_535)

            let! phrase =
                Gen.elements [ None; Some(PhraseSource.Words twoWords); Some(PhraseSource.Lines "f") ]

            let! ping =
                Gen.choose (1, 86_400_000) |> Gen.map (float >> TimeSpan.FromMilliseconds)

            let! part = Gen.choose (1, 2)
            let! state = Gen.optionOf word
            let! record = Gen.optionOf word

            let state =
                if part = 1 || wire.Policy = AsPublished then
                    None
                else
                    state

            let arguments =
                [ "tracker"
                  "serve"
                  $"--port={port}"
                  "--bind"
                  "h"
                  "--ping"
                  Duration.print ping
                  "--part"
                  string part
                  match phrase with
                  | Some(PhraseSource.Words _) -> yield! [ "--phrase"; "a b" ]
                  | Some(PhraseSource.Lines file) -> yield! [ "--db"; file ]
                  | None -> ()
                  yield! file "--state" state
                  yield! file "--record" record
                  yield! file "--journal" record ]
                @ arguments

            return
                arguments,
                TrackerCommand.Serve
                    { Bind = Endpoint.create "h" port
                      Phrase = phrase
                      Ping = ping
                      IsPartOne = (part = 1)
                      Wire = wire
                      State = state
                      Record = record
                      Journal = record }
                |> Command.Tracker
        }

    let joinOptions =
        gen {
            let! arguments, wire = ringSpeech

            let! pace =
                Gen.choose (1, 86_400_000) |> Gen.map (float >> TimeSpan.FromMilliseconds)

            let! record = Gen.optionOf word
            let! stay = Gen.elements [ true; false ]

            let! listen, address =
                Gen.elements
                    [ [], None
                      [ "--listen"; "h" ], Some(Endpoint.create "h" 0)
                      [ "--listen"; "h:0" ], Some(Endpoint.create "h" 0)
                      [ "--listen"; "::" ], Some(Endpoint.create "::" 0)
                      [ "--listen"; "[::1]:0" ], Some(Endpoint.create "::1" 0)
                      [ "--listen"; "h:9" ], Some(Endpoint.create "h" 9) ]

            let arguments =
                [ "tracker"
                  "join"
                  "h:99"
                  "--handle"
                  "ann é"
                  "--pace"
                  Duration.print pace ]
                @ listen
                @ file "--record" record
                @ file "--journal" record
                @ [ if stay then
                        "--stay" ]
                @ arguments

            return
                arguments,
                TrackerCommand.Join
                    { Tracker = Endpoint.create "h" 99
                      Handle = "ann é"
                      Listen = address
                      Pace = pace
                      Stay = stay
                      Wire = wire
                      Record = record
                      Journal = record }
                |> Command.Tracker
        }

    let feedCommand =
        gen {
            let! dir = word
            let! other = word
            let! large = Gen.elements [ true; false ]
            let! name = Gen.optionOf word

            let naming =
                match name with
                | Some name -> [ "--name"; name ]
                | None -> []

            return!
                Gen.elements
                    [ [ "feed"; "init"; dir ] @ naming, Command.SneakerNet(SneakerNetCommand.FeedInit(dir, name))
                      [ "feed"
                        "write"
                        dir
                        other
                        if large then
                            "--large" ],
                      Command.SneakerNet(
                          SneakerNetCommand.FeedWrite(
                              dir,
                              (if other = "-" then
                                   WrittenText.WholeInput
                               else
                                   WrittenText.Given other),
                              large
                          )
                      )
                      [ "feed"; "write"; dir; "--lines" ],
                      Command.SneakerNet(SneakerNetCommand.FeedWrite(dir, WrittenText.InputLines, false))
                      [ "feed"; "users"; dir ], Command.SneakerNet(SneakerNetCommand.FeedUsers dir)
                      [ "feed"; "read"; dir ], Command.SneakerNet(SneakerNetCommand.FeedRead dir)
                      [ "feed"; "dump"; dir ], Command.SneakerNet(SneakerNetCommand.FeedDump dir)
                      [ "feed"; "verify"; dir ], Command.SneakerNet(SneakerNetCommand.FeedVerify dir)
                      [ "feed"; "export"; dir; other ], Command.SneakerNet(SneakerNetCommand.FeedExport(dir, other))
                      [ "feed"; "import"; dir; other ], Command.SneakerNet(SneakerNetCommand.FeedImport(dir, other))
                      [ "explain"; dir ],
                      Explain
                          { Subject = dir
                            Out = None
                            Width = None
                            Policy = Recovering
                            Silence = TimeSpan.FromSeconds 5.0
                            KeyLog = None }
                      [ "explain"
                        dir
                        "--out"
                        other + ".svg"
                        "--width=77"
                        "--policy"
                        "published"
                        "--silence=7s"
                        "--keylog"
                        other ],
                      Explain
                          { Subject = dir
                            Out = Some(other + ".svg")
                            Width = Some 77
                            Policy = AsPublished
                            Silence = TimeSpan.FromSeconds 7.0
                            KeyLog = Some other }
                      [ "demo" ], Command.SneakerNet(SneakerNetCommand.Demo { Keep = None })
                      [ "demo"; "sneakernet" ], Command.SneakerNet(SneakerNetCommand.Demo { Keep = None })
                      [ "demo"; "tracker" ], Command.Tracker TrackerCommand.Demo
                      [ "tracker"; "collect"; "h" ],
                      Command.Tracker(TrackerCommand.Collect(Endpoint.create "h" 7777, None))
                      [ "tracker"; "status"; "h:9" ], Command.Tracker(TrackerCommand.Status(Endpoint.create "h" 9))
                      [ "tracker"; "echo"; "h:9"; "--handle"; "ann" ],
                      Command.Tracker(TrackerCommand.Echo(Endpoint.create "h" 9, "ann", None))
                      [ "simulate"
                        "sneakernet"
                        "--runs"
                        "7"
                        "--seed=9"
                        "--loss"
                        "0.5"
                        "--trace"
                        dir ],
                      Simulate
                          { System = "sneakernet"
                            Policies = [ PeerPolicies.recovering ]
                            Runs = 7
                            Seed = 9UL
                            World = None
                            Nodes = 2
                            Things = 2
                            Faults =
                              { Verification.FaultOptions.standard with
                                  Loss = ValueSome 0.5 }
                            Trace = Some dir
                            EmitTest = None
                            Pcap = None
                            Reports = { JUnit = None; Sarif = None }
                            Out = None
                            Coverage = false }
                      [ "demo"; "--keep"; dir ], Command.SneakerNet(SneakerNetCommand.Demo { Keep = Some dir }) ]
        }
