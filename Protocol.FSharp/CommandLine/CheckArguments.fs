namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open PeerFunctional.Verification
open Grammar
open Arguments

/// What `peer check` is asked for.
module private CheckArguments =

    let network = Choices.parse "network" Choices.networks

    let atMost most least text =
        Quantity.count least text
        |> Result.bind (fun count ->
            if count <= most then
                Ok(int count)
            else
                Error $"'{text}' is too large: use {least} to {most}")

    /// At most a thousand faults of a kind: a search with more never ends.
    let faultCount = atMost 1000L 0L

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
        <*> count (results.TryGetResult Check.Delays) 0 "--delays"

    /// The longest time that a message takes, where none is given.
    let private latency = TimeSpan.FromMilliseconds 10.0

    let private time (results: ParseResults<Check>) =
        let duration given name =
            given |> option Duration.parseBound |> named name

        let model =
            results.TryGetResult Check.Time
            |> option (Choices.parse "time model" Choices.times)
            |> named "--time"

        Ok(fun model given storeDelay outage ->
            let bounds =
                { Latency = Option.defaultValue latency given
                  StoreDelay = Option.defaultValue TimeSpan.Zero storeDelay
                  Outage = Option.defaultValue TimeSpan.Zero outage }

            match model, List.choose id [ given; storeDelay; outage ] with
            | Some("ordered" | "any" as model), _ :: _ ->
                Error
                    $"--time {model} has no bounds: leave out --latency, --store-delay and --outage, or use --time latency"
            | Some "any", [] when results.Contains Check.Delays ->
                Error "--time any lets everything take any time: leave out --delays"
            | Some "any", [] -> Ok TimeModel.Any
            | (Some "ordered" | None), [] -> Ok TimeModel.Ordered
            | _, _ -> Ok(TimeModel.Latency bounds))
        <*> model
        <*> duration (results.TryGetResult Check.Latency) "--latency"
        <*> duration (results.TryGetResult Check.Store_Delay) "--store-delay"
        <*> duration (results.TryGetResult Check.Outage) "--outage"
        |> Result.bind id

    let private assumptions (results: ParseResults<Check>) =
        Ok(fun network time faults ->
            if results.Contains Check.Outage && not (FaultBudget.canCrash faults) then
                Error "--outage has no effect without a crash: add --crashes 1 or --disk-losses 1, or leave it out"
            else
                Ok
                    { Network = network
                      Time = time
                      Budget = faults })
        <*> (results.TryGetResult Check.Network |> optional network Network.Ordered |> named "--network")
        <*> time results
        <*> faults results
        |> Result.bind id

    let private order (results: ParseResults<Check>) =
        Ok(fun order walks seed ->
            match order with
            | "random-walk" -> Ok(SearchOrder.RandomWalk(Option.defaultValue 1000 walks, Option.defaultValue 0 seed))
            | _ when walks.IsSome || seed.IsSome -> Error "--walks and --seed are those of --search random-walk"
            | "depth-first" -> Ok SearchOrder.DepthFirst
            | _ -> Ok SearchOrder.BreadthFirst)
        <*> (results.TryGetResult Check.Search
             |> optional (Choices.parse "order" Choices.orders) "breadth-first"
             |> named "--search")
        <*> (results.TryGetResult Check.Walks |> option (atMost 1_000_000_000L 1L) |> named "--walks")
        <*> (results.TryGetResult Check.Seed |> option (atMost (int64 Int32.MaxValue) 0L) |> named "--seed")
        |> Result.bind id

    /// What the options leave of each other.
    let private consistent options =
        if options.Resume.IsSome && options.Search <> SearchOrder.BreadthFirst then
            Error "--resume goes on with a search that is breadth first: leave out --search"
        elif options.Certificate.IsSome && options.Fairness = Fairness.Strong then
            Error "--certificate rests on weak fairness: leave out --fairness strong"
        elif options.IsSafety && options.Fairness = Fairness.Strong then
            Error "--safety asks for no goal, and fairness is about goals: leave out one of them"
        elif not options.Reductions.IsEmpty && not options.IsSafety then
            Error "--reduce does not keep goals: add --safety"
        elif not options.Reductions.IsEmpty && options.Certificate.IsSome then
            Error "--certificate lists every state: leave out --reduce"
        elif not options.Reductions.IsEmpty && options.Coverage then
            Error "--coverage looks at every state: leave out --reduce"
        elif not options.Reductions.IsEmpty && options.Resume.IsSome then
            Error "--resume goes on with a search of every state: leave out --reduce"
        else
            Ok options

    let private options (results: ParseResults<Check>) =
        Ok(fun policies assumptions order reductions fairness states memory time workers ->
            { Policies = policies
              Assumptions = assumptions
              Search = order
              IsSafety = results.Contains Check.Safety
              Reductions = reductions
              Fairness = fairness
              Resume = results.TryGetResult Check.Resume
              MaxStates = states
              MaxMemory = memory
              MaxTime = time
              Workers = workers
              Trace = results.TryGetResult Check.Trace
              SpecTrace = results.TryGetResult Check.Spec_Trace
              EmitTest = results.TryGetResult Check.Emit_Test
              Certificate = results.TryGetResult Check.Certificate
              Pcap = results.TryGetResult Check.Pcap
              Reports =
                { JUnit = results.TryGetResult Check.Junit
                  Sarif = results.TryGetResult Check.Sarif }
              Growth = results.Contains Check.Growth
              Coverage = results.Contains Check.Coverage
              Cost = results.Contains Check.Cost })
        <*> (results.TryGetResult Check.Policy
             |> optional peerPolicies [ PeerPolicies.recovering ]
             |> named "--policy")
        <*> assumptions results
        <*> order results
        <*> (results.TryGetResult Check.Reduce
             |> optional (Choices.parse "reduction" Choices.reductions) []
             |> named "--reduce")
        <*> (results.TryGetResult Check.Fairness
             |> optional (Choices.parse "fairness" Choices.fairness) Fairness.Weak
             |> named "--fairness")
        <*> (results.TryGetResult Check.Max_States |> option (Quantity.count 1L) |> named "--max-states")
        <*> (results.TryGetResult Check.Max_Memory |> option Quantity.bytes |> named "--max-memory")
        <*> (results.TryGetResult Check.Max_Time |> option Duration.parse |> named "--max-time")
        <*> (results.TryGetResult Check.Workers |> option workers |> named "--workers")
        |> Result.bind consistent

    let private all name =
        match Systems.tryFind name with
        | ValueSome system -> system.Worlds |> List.map (fun (world, _) -> name, world)
        | ValueNone -> []

    /// The world of so many peers and things, if either is given.
    let private sized (results: ParseResults<Check>) name =
        match results.TryGetResult Check.Nodes, results.TryGetResult Check.Events with
        | None, None -> Ok None
        | nodes, things ->
            crowd nodes things name
            |> Result.map (fun (struct (nodes, things)) ->
                match Systems.tryFind name with
                | ValueSome system -> Some [ name, system.Crowd nodes things ]
                | ValueNone -> None)

    /// The worlds to check: of a system the smallest, the one that is named or sized, or all; without a system all.
    let private worlds (results: ParseResults<Check>) systems =
        let chosen name =
            system name |> Result.bind (withPolicy (results.TryGetResult Check.Policy))

        let isSized = results.Contains Check.Nodes || results.Contains Check.Events

        match systems, results.TryGetResult Check.World, results.Contains Check.All with
        | _, Some _, true -> Error "--world and --all exclude each other: give one of them"
        | _, Some _, false when isSized ->
            Error "--world excludes --nodes and --events: give the name or the size of a world"
        | _, None, true when isSized -> Error "--all excludes --nodes and --events: leave out one of them"
        | [], Some _, false -> Error "SYSTEM is missing"
        | [], None, _ when isSized -> Error "SYSTEM is missing"
        | [], None, true -> Ok(List.collect all Systems.names)
        | [], None, false -> Ok []
        | [ name ], None, true -> chosen name |> Result.map all
        | [ name ], None, false ->
            chosen name
            |> Result.bind (sized results)
            |> Result.map (Option.defaultWith (fun () -> List.truncate 1 (all name)))
        | [ name ], Some world, false ->
            chosen name
            |> Result.bind (fun name -> worldOf name world |> Result.map (fun world -> [ name, world ]))
        | _ :: extra :: _, _, _ -> tooMany extra

    let command context (results: ParseResults<Check>) =
        options results
        |> Result.bind (fun options ->
            results.GetResults Check.Words
            |> words context
            |> Result.bind (worlds results)
            |> Result.bind (function
                | [] when results.GetAllResults().IsEmpty -> Ok Command.CheckList
                | [] -> Error "SYSTEM is missing; without options, 'peer check' lists systems and worlds"
                | worlds -> Ok(Command.Check(worlds, options))))
