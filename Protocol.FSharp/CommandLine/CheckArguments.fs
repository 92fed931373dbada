namespace PeerFunctional

open Argu
open PeerFunctional.Kernel
open PeerFunctional.Verification
open Grammar
open Arguments

/// What `peer check` is asked for.
module private CheckArguments =

    let private network = Choices.parse "network" Choices.networks

    let private atMost most least text =
        Quantity.count least text
        |> Result.bind (fun count ->
            if count <= most then
                Ok(int count)
            else
                Error $"'{text}' is too many: use {least} to {most}")

    /// The most of any fault: more would only be more of the same, for longer than anybody waits.
    let private faultCount = atMost 1000L 0L

    let private delays =
        function
        | "any" -> Ok ValueNone
        | text -> faultCount text |> Result.map ValueSome

    let private workers = atMost 256L 1L

    let private faults (results: ParseResults<Check>) =
        let count given fallback name =
            given |> optional faultCount fallback |> named name

        Ok(fun drops duplicates garbles crashes wipes delays ->
            { Drops = drops
              Duplicates = duplicates
              Corruptions = garbles
              Crashes = crashes
              DiskLosses = wipes
              Delays = delays })
        <*> count (results.TryGetResult Check.Drops) 1 "--drops"
        <*> count (results.TryGetResult Check.Duplicates) 0 "--duplicates"
        <*> count (results.TryGetResult Check.Corruptions) 0 "--corruptions"
        <*> count (results.TryGetResult Check.Crashes) 0 "--crashes"
        <*> count (results.TryGetResult Check.Disk_Losses) 0 "--disk-losses"
        <*> (results.TryGetResult Check.Delays |> optional delays (ValueSome 0) |> named "--delays")

    let private options (results: ParseResults<Check>) =
        Ok(fun policy network faults states memory time workers ->
            { Policy = policy
              World = results.TryGetResult Check.World
              Network = network
              Faults = faults
              MaxStates = states
              MaxMemory = memory
              MaxTime = time
              Workers = workers
              Trace = results.TryGetResult Check.Trace
              EmitTest = results.TryGetResult Check.Emit_Test
              Growth = results.Contains Check.Growth })
        <*> (results.TryGetResult Check.Policy |> optional policy Recovering |> named "--policy")
        <*> (results.TryGetResult Check.Network |> optional network Network.Ordered |> named "--network")
        <*> faults results
        <*> (results.TryGetResult Check.Max_States |> option (Quantity.count 1L) |> named "--max-states")
        <*> (results.TryGetResult Check.Max_Memory |> option Quantity.bytes |> named "--max-memory")
        <*> (results.TryGetResult Check.Max_Time |> option Duration.parse |> named "--max-time")
        <*> (results.TryGetResult Check.Workers |> option workers |> named "--workers")

    /// A world that is named must be one of the system's.
    let private isWorld name (options: CheckOptions) =
        match Systems.tryFind name, options.World with
        | ValueSome system, Some world when system.Scenario options.Policy world |> ValueOption.isNone ->
            let worlds = List.map fst system.Worlds
            Error $"--world: {name} has no world '{world}': {Suggestion.among worlds world}"
        | _ -> Ok()

    let command context (results: ParseResults<Check>) =
        match results.GetResults Check.Words |> words context, options results with
        | Error problem, _
        | _, Error problem -> Error problem
        | Ok [], Ok _ -> Ok Command.CheckList
        | Ok [ name ], Ok options ->
            system name
            |> Result.bind (fun name -> isWorld name options |> Result.map (fun () -> Command.Check(name, options)))
        | Ok(_ :: extra :: _), Ok _ -> tooMany extra
