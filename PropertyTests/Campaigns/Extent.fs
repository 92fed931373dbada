namespace PeerFunctional.Tests.Campaigns

open System
open System.Globalization
open Expecto
open FsCheck
open FsCheck.FSharp

/// How far the properties of a run go, and from where.
type Extent =
    {
        Cases: int
        Seed: uint64
        /// For each property.
        Limit: TimeSpan
    }

module Extent =

    let usage =
        """Options of campaigns, in place of Expecto's --fscheck ones:
  --cases N                How many cases of each property (default 1000000).
  --time-limit MINUTES     The longest that one property is checked (default: until its cases are done).
  --seed N                 The seed of all cases (default: another one each time).
"""

    let private standard () =
        { Cases = 1_000_000
          Seed = uint64 (Random.Shared.NextInt64())
          Limit = TimeSpan.MaxValue }

    let private withOption extent name (text: string) =
        match name, UInt64.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture) with
        | "--cases", (true, cases) when cases > 0UL && cases <= uint64 Int32.MaxValue ->
            Ok { extent with Cases = int cases }
        | "--time-limit", (true, minutes) when minutes > 0UL && minutes <= 1_000_000UL ->
            Ok
                { extent with
                    Limit = TimeSpan.FromMinutes(float minutes) }
        | "--seed", (true, seed) -> Ok { extent with Seed = seed }
        | _ -> Error $"{name} takes a whole number, and '{text}' is none that it can be"

    /// The extent that a command line names, and the arguments that are not about it.
    let parse (arguments: string list) : Result<Extent * string list, string> =
        let rec go extent others arguments =
            match arguments with
            | ("--cases" | "--time-limit" | "--seed" as name) :: text :: rest ->
                withOption extent name text |> Result.bind (fun extent -> go extent others rest)
            | [ "--cases" | "--time-limit" | "--seed" as name ] -> Error $"{name} takes a whole number"
            | other :: rest -> go extent (other :: others) rest
            | [] -> Ok(extent, List.rev others)

        go (standard ()) [] arguments

    /// Says nothing of single cases: Expecto keeps whatever is printed, and each print costs more than the one before.
    let private runner =
        { new IRunner with
            member _.OnStartFixture _ = ()
            member _.OnArguments(_, _, _) = ()
            member _.OnShrink(_, _) = ()

            member _.OnFinished(name, result) =
                Config.QuickThrowOnFailure.Runner.OnFinished(name, result) }

    /// A property, checked so far.
    let check extent name (property: Property) =
        testCase name (fun () ->
            let started = TimeProvider.System.GetTimestamp()
            let cases = ref 0
            let isOver = ref false

            let next () =
                isOver.Value <- TimeProvider.System.GetElapsedTime started > extent.Limit
                cases.Value <- cases.Value + 1
                // A case that fails is the only end of a run before its last case.
                if isOver.Value then Prop.ofTestable false else property

            let config =
                Config.QuickThrowOnFailure
                    .WithQuietOnSuccess(true)
                    .WithRunner(runner)
                    .WithMaxTest(extent.Cases)
                    .WithReplay(Some { Rnd = Rnd extent.Seed; Size = None })

            try
                Check.One(config, next)
            with failure ->
                if isOver.Value then
                    eprintfn $"campaigns: {name}: the time limit came after {cases.Value - 1} cases"
                else
                    failtest $"--cases {extent.Cases} --seed {extent.Seed} shows it again: {failure.Message}")
