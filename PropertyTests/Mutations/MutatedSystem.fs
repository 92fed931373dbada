namespace PeerFunctional.Tests.Mutations

open System
open System.IO
open PeerFunctional.Tests

/// A system whose machines get mutants.
type MutatedSystem =
    {
        /// As the command line calls it.
        Name: string
        /// Where the machines are.
        Folders: string list
        /// Files that no step of a machine calls: words for notices and settings of the command line.
        LeftOut: string list
        /// The commands that look for a mutant by checking, each with the system's name before its options.
        Checks: string list
        /// Those that hold costs against their bounds.
        Costs: string list
        /// Those that look for it by simulating.
        Simulations: string list
    }

module MutatedSystem =

    /// The first look at few states of each world: most mutants are found there.
    let private checks =
        [ "--all --max-states 200"
          "--all --coverage --max-states 1000"
          "--all --drops 0 --crashes 1 --max-states 500"
          "--all --drops 0 --duplicates 1 --network bag --max-states 500"
          "--all --drops 0 --time latency --max-states 500" ]

    /// The original's machines lose what the faults of worlds take from them, so they run without.
    let private policies =
        [ "--all --policy mixed --drops 0 --max-states 500"
          "--all --policy published --drops 0 --max-states 500"
          "--all --policy published --max-states 500" ]

    let private simulations = [ "--runs 100"; "--runs 50 --nodes 3 --events 3" ]

    let private costs = [ "--all --cost --max-states 1" ]

    let private costsByPolicy =
        costs
        @ [ "--all --policy mixed --cost --max-states 1"
            "--all --policy published --cost --max-states 1" ]

    let private create name folders leftOut checks costs simulations =
        { Name = name
          Folders = folders |> List.map (fun folder -> $"Protocol.FSharp/{folder}")
          LeftOut = leftOut
          Checks = checks
          Costs = costs
          Simulations = simulations }

    let all =
        [ create
              "sneakernet"
              [ "SneakerNet/Replication" ]
              [ "Notice.fs" ]
              (checks @ policies)
              (costsByPolicy
               @ [ "--world everyone-2-40 --cost --max-states 1"
                   "--world holder-300 --cost --max-states 1" ])
              (simulations @ [ "--policy published --loss 0 --crash 0 --corrupt 0 --runs 50" ])
          create
              "tracker"
              [ "Tracker/Tracking"; "Tracker/Collecting" ]
              [ "Notice.fs"
                "RingSaveText.fs"
                "PartOneTracker.fs"
                "PartOneCollector.fs"
                "Exchange.fs" ]
              (checks @ policies)
              costsByPolicy
              (simulations @ [ "--policy published --loss 0 --crash 0 --corrupt 0 --runs 50" ])
          create
              "link"
              [ "Link/Linking"; "Link/Discovery" ]
              [ "Notice.fs"; "LinkRoles.fs" ]
              (checks @ policies)
              costsByPolicy
              simulations
          create "rpc" [ "CapnWeb/Session" ] [ "StreamWindow.fs" ] checks costs simulations
          create
              "libp2p"
              [ "Libp2p/Host" ]
              [ "Notice.fs"; "HostWords.fs"; "HostRoles.fs" ]
              checks
              (costs @ [ "--world crowded --cost --max-states 1" ])
              simulations ]

    let tryFind name =
        all |> List.tryFind (fun system -> system.Name = name)

    /// The sources of its machines.
    let sources (system: MutatedSystem) =
        [ for folder in system.Folders do
              for file in Directory.GetFiles(Path.Combine(Repository.root, folder), "*.fs") |> Array.sort do
                  if not (List.contains (Path.GetFileName file) system.LeftOut) then
                      SourceFile.create (Path.GetRelativePath(Repository.root, file)) (File.ReadAllText file) ]

    /// Every mutation of its machines, in the order of the files.
    let mutations system =
        sources system |> List.collect Mutations.all

    /// The same in an order that a seed draws, durations apart.
    let drawn (seed: int) system =
        let order = Random seed

        let shuffled = Array.ofList (mutations system)
        order.Shuffle shuffled

        List.ofArray shuffled |> List.partition (fun mutation -> mutation.Operator <> ScaleDuration)
