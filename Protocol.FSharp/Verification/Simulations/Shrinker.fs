namespace PeerFunctional.Verification

open System

module Shrinker =

    /// The list without one of as many equal stretches as `pieces`, the first stretch first.
    let private without pieces (items: 'item list) =
        let size = (items.Length + pieces - 1) / pieces

        Seq.init pieces (fun piece ->
            items |> List.indexed |> List.filter (fun (index, _) -> index / size <> piece) |> List.map snd)

    let minimal (fails: 'item list -> bool) items =
        let rec shrink pieces (items: 'item list) =
            if items.IsEmpty then
                items
            else
                match without pieces items |> Seq.tryFind (fun rest -> rest.Length < items.Length && fails rest) with
                | Some rest -> shrink (max 1 (min (pieces - 1) rest.Length)) rest
                | None when pieces >= items.Length -> items
                | None -> shrink (min items.Length (pieces * 2)) items

        shrink 1 items

    let private calm latency = { latency with Spread = TimeSpan.Zero }

    /// A schedule in which everything takes as long every time, as far as it still fails.
    let private simpler =
        [ fun schedule ->
              { schedule with
                  Starts = schedule.Starts |> List.map (fun _ -> TimeSpan.Zero) }
          fun schedule ->
              { schedule with
                  Network = calm schedule.Network }
          fun schedule ->
              { schedule with
                  Disk = calm schedule.Disk } ]

    /// Weaker faults in place of one.
    let private weaker =
        function
        | Fault.Partition(from, towards, true, since, until) ->
            [ Fault.Partition(from, towards, false, since, until)
              Fault.Partition(towards, from, false, since, until) ]
        | Fault.Crash(peer, steps, down) when down > TimeSpan.Zero -> [ Fault.Crash(peer, steps, TimeSpan.Zero) ]
        | Fault.CrashLosingDisk(peer, steps, down) -> [ Fault.Crash(peer, steps, down) ]
        | Fault.Corrupt envelope
        | Fault.Delay(envelope, _) -> [ Fault.Drop envelope ]
        | Fault.Partition _
        | Fault.Crash _
        | Fault.Drop _
        | Fault.Duplicate _ -> []

    let private weaken fails schedule =
        let replace index fault =
            { schedule with
                Faults = List.updateAt index fault schedule.Faults }

        schedule.Faults
        |> Seq.indexed
        |> Seq.collect (fun (index, fault) -> weaker fault |> Seq.map (replace index))
        |> Seq.tryFind fails

    /// The smallest schedule found that still fails: without any one of its faults it passes.
    let rec private shrinkBy fails (schedule: FaultSchedule) =
        let faults =
            schedule.Faults |> minimal (fun faults -> fails { schedule with Faults = faults })

        let fewer = { schedule with Faults = faults }

        let simplest =
            (fewer, simpler)
            ||> List.fold (fun schedule simplify ->
                let simple = simplify schedule

                if simple <> schedule && fails simple then
                    simple
                else
                    schedule)

        match weaken fails simplest with
        | Some weakened -> shrinkBy fails weakened
        | None when simplest <> fewer -> shrinkBy fails simplest
        | None -> simplest

    let shrink world properties options (outcome: Outcome) =
        let follow schedule =
            Simulator.follow world properties options schedule (fun _ _ -> ())

        let fails schedule = (follow schedule).Ending <> Passed

        if outcome.Ending = Passed then
            outcome
        else
            follow (shrinkBy fails outcome.Schedule)
