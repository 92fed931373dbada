namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

module AssumptionsJson =

    /// The faults by their names in a file.
    let private counts budget =
        [ "drops", budget.Drops
          "duplicates", budget.Duplicates
          "corruptions", budget.Corruptions
          "crashes", budget.Crashes
          "disk_losses", budget.DiskLosses
          "delays", budget.Delays ]

    let fields (assumptions: Assumptions) =
        let bounds =
            match assumptions.Time with
            | TimeModel.Latency bounds ->
                [ "latency", bounds.Latency
                  "store_delay", bounds.StoreDelay
                  "outage", bounds.Outage ]
            | TimeModel.Ordered
            | TimeModel.Any -> []

        [ "network", Json.Text(Network.name assumptions.Network)
          "time", Json.Text(TimeModel.name assumptions.Time)
          for name, time in bounds do
              name, Json.Number time.Ticks
          for name, count in counts assumptions.Budget do
              name, Json.Number(int64 count) ]

    let print assumptions = Json.Object(fields assumptions)

    let private (<*>) change value =
        match change, value with
        | Ok change, Ok value -> Ok(change value)
        | Error e, _
        | _, Error e -> Error e

    let private within most name value =
        JsonLine.number name value
        |> Result.bind (fun number ->
            if number >= 0L && number <= most then
                Ok number
            else
                Malformation.error "bad-number" $"'{name}' is out of range")

    let private time name value =
        within TimeSpan.TicksPerDay name value |> Result.map TimeSpan

    let private count name value =
        within (int64 Int32.MaxValue) name value |> Result.map int

    let private network value =
        match JsonLine.text "network" value with
        | Ok "bag" -> Ok Network.Unordered
        | Ok "queues" -> Ok Network.Ordered
        | Ok other -> Malformation.error "bad-network" $"unknown network '{other}'"
        | Error e -> Error e

    let private timeModel value =
        match JsonLine.text "time" value with
        | Ok "ordered" -> Ok TimeModel.Ordered
        | Ok "any" -> Ok TimeModel.Any
        | Ok "latency" ->
            Ok(fun latency storeDelay outage ->
                TimeModel.Latency
                    { Latency = latency
                      StoreDelay = storeDelay
                      Outage = outage })
            <*> time "latency" value
            <*> time "store_delay" value
            <*> time "outage" value
        | Ok other -> Malformation.error "bad-time" $"unknown time model '{other}'"
        | Error e -> Error e

    let private budget value =
        Ok(fun drops duplicates corruptions crashes diskLosses delays ->
            { Drops = drops
              Duplicates = duplicates
              Corruptions = corruptions
              Crashes = crashes
              DiskLosses = diskLosses
              Delays = delays })
        <*> count "drops" value
        <*> count "duplicates" value
        <*> count "corruptions" value
        <*> count "crashes" value
        <*> count "disk_losses" value
        <*> count "delays" value

    let parse value =
        Ok(fun network time budget ->
            { Assumptions.Network = network
              Time = time
              Budget = budget })
        <*> network value
        <*> timeModel value
        <*> budget value
