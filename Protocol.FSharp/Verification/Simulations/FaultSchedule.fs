namespace PeerFunctional.Verification

open System

[<RequireQualifiedAccess>]
type Fault =
    | Drop of envelope: int
    | Duplicate of envelope: int
    | Corrupt of envelope: int
    | Delay of envelope: int * by: TimeSpan
    | Crash of peer: int * afterSteps: int * down: TimeSpan
    | CrashLosingDisk of peer: int * afterSteps: int * down: TimeSpan
    | Partition of from: int * towards: int * bothWays: bool * since: TimeSpan * until: TimeSpan

[<Struct>]
type Latency = { Least: TimeSpan; Spread: TimeSpan }

type FaultSchedule =
    { Seed: uint64
      Starts: TimeSpan list
      Network: Latency
      Disk: Latency
      HealedAt: TimeSpan
      Faults: Fault list }

module Latency =

    let draw latency chance =
        Prng.time latency.Least (latency.Least + latency.Spread) chance

module Fault =

    let private milliseconds (time: TimeSpan) =
        time.TotalMilliseconds.ToString("0.###", Globalization.CultureInfo.InvariantCulture) + " ms"

    let words (name: int -> string) =
        function
        | Fault.Drop envelope -> $"message {envelope} is lost"
        | Fault.Duplicate envelope -> $"message {envelope} arrives twice"
        | Fault.Corrupt envelope -> $"message {envelope} arrives corrupted"
        | Fault.Delay(envelope, by) -> $"message {envelope} arrives {milliseconds by} late"
        | Fault.Crash(peer, steps, down) ->
            $"{name peer} crashes after {steps} steps and starts again {milliseconds down} later"
        | Fault.CrashLosingDisk(peer, steps, down) ->
            $"{name peer} crashes after {steps} steps, loses its disk and starts again {milliseconds down} later"
        | Fault.Partition(from, towards, bothWays, since, until) ->
            let links =
                if bothWays then
                    $"between {name from} and {name towards}"
                else
                    $"from {name from} to {name towards}"

            $"a partition drops every message {links} between {milliseconds since} and {milliseconds until}"
