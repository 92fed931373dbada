namespace PeerFunctional.Verification

open System

[<RequireQualifiedAccess>]
type Fault =
    | Drop of letter: int
    | Duplicate of letter: int
    | Garble of letter: int
    | Delay of letter: int * by: TimeSpan
    | Crash of peer: int * afterSteps: int * down: TimeSpan
    | Wipe of peer: int * afterSteps: int * down: TimeSpan
    | Cut of from: int * towards: int * bothWays: bool * since: TimeSpan * until: TimeSpan

[<Struct>]
type Latency = { Least: TimeSpan; Spread: TimeSpan }

type Schedule =
    { Seed: uint64
      Starts: TimeSpan list
      Network: Latency
      Disk: Latency
      Calm: TimeSpan
      Faults: Fault list }

module Latency =

    let draw latency chance =
        Chance.time latency.Least (latency.Least + latency.Spread) chance

module Fault =

    let private milliseconds (time: TimeSpan) =
        time.TotalMilliseconds.ToString("0.###", Globalization.CultureInfo.InvariantCulture) + " ms"

    let words (name: int -> string) =
        function
        | Fault.Drop letter -> $"letter {letter} is lost"
        | Fault.Duplicate letter -> $"letter {letter} arrives twice"
        | Fault.Garble letter -> $"letter {letter} arrives garbled"
        | Fault.Delay(letter, by) -> $"letter {letter} is {milliseconds by} late"
        | Fault.Crash(peer, steps, down) ->
            $"{name peer} crashes after {steps} steps and starts again {milliseconds down} later"
        | Fault.Wipe(peer, steps, down) ->
            $"{name peer} crashes after {steps} steps, loses its disk and starts again {milliseconds down} later"
        | Fault.Cut(from, towards, bothWays, since, until) ->
            let back = if bothWays then ", and back" else ""
            $"nothing gets from {name from} to {name towards}{back}, from {milliseconds since} to {milliseconds until}"
