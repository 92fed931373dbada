namespace PeerFunctional.Tests.Mutations

open System
open System.Collections.Concurrent

/// A command, and what it shows without a mutant.
type Probe =
    {
        Command: string
        /// What a mutant that it finds is found by.
        Finder: string
        Shown: Shown
        /// The mutants that it comes by.
        Reached: Set<int>
        /// Those that it comes by only as a program starts: values that are made once.
        AtStart: Set<int>
        Limit: TimeSpan
    }

/// Runs commands until one finds a mutant.
module MutationCampaign =

    /// The number of no mutant.
    let private none = -1

    /// The longest that a command may take without a mutant.
    let private longest = TimeSpan.FromMinutes 20.0

    /// The least time that a command has, and how many times its time without a mutant.
    let private least = TimeSpan.FromMinutes 1.0
    let private times = 10.0

    let private commands (system: MutatedSystem) =
        [ for options in system.Checks -> struct ("checker", $"check {system.Name} {options} --workers 1")
          for options in system.Costs -> struct ("cost", $"check {system.Name} {options}")
          for options in system.Simulations -> struct ("simulator", $"simulate {system.Name} {options}") ]

    /// Does something for all, so many at a time, each with a program of its own.
    let private each folder workers work items =
        let waiting = ConcurrentQueue<'item>(items: 'item seq)

        let worker _ =
            async {
                use program = new MutantProgram(folder)

                let rec go results =
                    async {
                        match waiting.TryDequeue() with
                        | true, item ->
                            let! result = work program item
                            return! go (result :: results)
                        | _ -> return results
                    }

                return! go []
            }

        Async.Parallel(List.init workers worker) |> Async.RunSynchronously |> List.concat

    /// A command runs twice: what it comes by the first time only is made once.
    let private probe (program: MutantProgram) (struct (finder, command)) =
        let run () =
            async {
                match! program.Run(none, command, longest) with
                | ValueSome run when run.ExitCode >= 0 -> return run
                | _ -> return failwith $"'peer {command}' does not end without a mutant"
            }

        async {
            program.Stop()
            let started = TimeProvider.System.GetTimestamp()
            let! first = run ()
            let took = TimeProvider.System.GetElapsedTime started
            let! second = run ()

            eprintfn
                $"mutants: {command}: {took.TotalSeconds:F0} s, then {(TimeProvider.System.GetElapsedTime started - took).TotalSeconds:F0} s"

            return
                { Command = command
                  Finder = finder
                  Shown = Trial.read second.ExitCode second.Lines
                  Reached = second.Reached
                  AtStart = first.Reached - second.Reached
                  Limit = max least (took * times) }
        }

    /// Runs each command of a system without a mutant.
    let probes folder workers system =
        let commands = commands system
        let probes = each folder workers probe commands

        commands
        |> List.map (fun (struct (_, command)) -> probes |> List.find (fun probe -> probe.Command = command))

    /// Runs a command with a mutant. The values of the program are made before, unless the mutant is in one of them.
    let private trial (program: MutantProgram) probe number =
        async {
            if probe.AtStart.Contains number then
                program.Stop()
            elif not program.IsRunning then
                let! _ = program.Run(none, probe.Command, longest)
                ()

            let! run = program.Run(number, probe.Command, probe.Limit)

            if probe.AtStart.Contains number then
                program.Stop()

            return run |> ValueOption.map (fun run -> Trial.read run.ExitCode run.Lines)
        }

    /// Tries the commands that come by a mutant, one after another, until one finds it.
    let private attempt (system: MutatedSystem) probes program (mutant: Mutant) =
        let probes =
            probes
            |> List.filter (fun probe -> probe.Reached.Contains mutant.Number || probe.AtStart.Contains mutant.Number)

        let record = MutantRecord.create system.Name mutant.Mutation

        let rec go remaining =
            async {
                match remaining with
                | [] -> return record "survived" $"{probes.Length} commands" ""
                | probe :: later ->
                    let! shown = trial program probe mutant.Number

                    match Trial.difference probe.Shown shown with
                    | Some finding -> return record probe.Finder probe.Command (Finding.words finding)
                    | None -> return! go later
            }

        go probes

    /// Tries all mutants, and writes each record as it comes.
    let run folder workers file system probes (mutants: Mutant list) =
        let one program mutant =
            async {
                let! record = attempt system probes program mutant
                MutantRecord.write file record
                eprintfn $"mutants: {record.FoundBy}: {record.Operator}, {record.File}:{record.Line} {record.Finding}"
            }

        each folder workers one mutants |> ignore
