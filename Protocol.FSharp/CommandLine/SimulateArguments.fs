namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open PeerFunctional.Verification
open Grammar
open Arguments

/// What `peer simulate` is asked for.
module private SimulateArguments =

    let private seed (text: string) =
        match UInt64.TryParse text with
        | true, seed -> Ok seed
        | _ -> Error $"'{text}' is not a seed: use a number from 0 to {UInt64.MaxValue}"

    let private probability (text: string) =
        match
            Double.TryParse(
                text,
                Globalization.NumberStyles.AllowDecimalPoint,
                Globalization.CultureInfo.InvariantCulture
            )
        with
        | true, number when number >= 0.0 && number <= 1.0 -> Ok(ValueSome number)
        | _ -> Error $"'{text}' is not a probability: use 0 to 1, such as 0.3"

    let command context (results: ParseResults<Simulate>) =
        let option (given: string option) parse fallback name =
            given |> optional parse fallback |> named name

        let faults =
            Ok(fun loss duplication garbling crashing wiping ->
                { Verification.FaultOptions.standard with
                    Loss = loss
                    Duplication = duplication
                    Corruption = garbling
                    Crashing = crashing
                    DiskLoss = wiping
                    Reordering =
                        if results.Contains Simulate.Reorder then
                            ValueSome 0.3
                        else
                            ValueNone })
            <*> option (results.TryGetResult Simulate.Loss) probability ValueNone "--loss"
            <*> option (results.TryGetResult Simulate.Duplicate) probability ValueNone "--duplicate"
            <*> option (results.TryGetResult Simulate.Corrupt) probability ValueNone "--corrupt"
            <*> option (results.TryGetResult Simulate.Crash) probability ValueNone "--crash"
            <*> option (results.TryGetResult Simulate.Lose_Disk) probability ValueNone "--lose-disk"

        /// The world by its name, if it is given, and else how large it is.
        let world name =
            let nodes, things =
                results.TryGetResult Simulate.Nodes, results.TryGetResult Simulate.Events

            match results.TryGetResult Simulate.World with
            | Some _ when nodes.IsSome || things.IsSome ->
                Error "--world excludes --nodes and --events: give the name or the size of a world"
            | Some world -> worldOf name world |> Result.map (fun world -> name, Some world, struct (0, 0))
            | None -> crowd nodes things name |> Result.map (fun size -> name, None, size)

        Ok(fun (name, world, struct (nodes, things)) policies runs seed faults out ->
            Command.Simulate
                { System = name
                  World = world
                  Policies = policies
                  Runs = runs
                  Seed = seed
                  Nodes = nodes
                  Things = things
                  Faults = faults
                  Trace = results.TryGetResult Simulate.Trace
                  EmitTest = results.TryGetResult Simulate.Emit_Test
                  Pcap = results.TryGetResult Simulate.Pcap
                  Reports =
                    { JUnit = results.TryGetResult Simulate.Junit
                      Sarif = results.TryGetResult Simulate.Sarif }
                  Out = out
                  Coverage = results.Contains Simulate.Coverage })
        <*> (results.GetResults Simulate.Words
             |> words context
             |> Result.bind (one "SYSTEM")
             |> Result.bind (withPolicy (results.TryGetResult Simulate.Policy))
             |> Result.bind world)
        <*> option (results.TryGetResult Simulate.Policy) peerPolicies [ PeerPolicies.recovering ] "--policy"
        <*> option (results.TryGetResult Simulate.Runs) (wholeNumber 1 100_000_000) 1_000 "--runs"
        <*> option (results.TryGetResult Simulate.Seed) seed 0UL "--seed"
        <*> faults
        <*> (results.TryGetResult Simulate.Out |> Arguments.option pictureFile |> named "--out")
