namespace PeerFunctional.Verification

open System

/// Runs as F# tests: a file each, of a test project that refers to this core and xunit.
module EmittedTest =

    let private time (time: TimeSpan) = $"TimeSpan {time.Ticks}L"

    let private latency (latency: Latency) =
        $"{{ Least = {time latency.Least}; Spread = {time latency.Spread} }}"

    let private fault =
        function
        | Fault.Drop letter -> $"Fault.Drop {letter}"
        | Fault.Duplicate letter -> $"Fault.Duplicate {letter}"
        | Fault.Garble letter -> $"Fault.Garble {letter}"
        | Fault.Delay(letter, by) -> $"Fault.Delay({letter}, {time by})"
        | Fault.Crash(peer, steps, down) -> $"Fault.Crash({peer}, {steps}, {time down})"
        | Fault.Wipe(peer, steps, down) -> $"Fault.Wipe({peer}, {steps}, {time down})"
        | Fault.Cut(from, towards, bothWays, since, until) ->
            let bothWays = if bothWays then "true" else "false"
            $"Fault.Cut({from}, {towards}, {bothWays}, {time since}, {time until})"

    let private text (words: string) =
        "\"" + words.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\""

    let private ending =
        function
        | Passed -> "Passed"
        | Broken sentence -> $"Broken {text sentence}"
        | Missed sentence -> $"Missed {text sentence}"

    let private list items = items |> String.concat "; "

    /// A title as the name of an F# function may be.
    let private name (title: string) =
        title
        |> String.map (fun letter ->
            if Char.IsAsciiLetterOrDigit letter || letter = ':' then
                letter
            else
                ' ')

    let private file source title body =
        [ yield "module PeerFunctional.Tests.Counterexample"
          yield ""
          yield "open System"
          yield "open Xunit"
          yield "open PeerFunctional.Kernel"
          yield "open PeerFunctional.Verification"
          yield! source.Opens |> List.map (fun space -> $"open {space}")
          yield ""
          yield "[<Fact>]"
          yield $"let ``{name title}`` () : unit ="
          yield $"    let world = {source.World}"
          yield $"    let laws = {source.Laws}"
          yield ""
          yield! body
          yield "" ]
        |> String.concat "\n"

    /// A simulated run, as a test that pins how it ends. Of the options only those that decide that are told.
    let ofOutcome source title (options: Options) (outcome: Outcome) =
        let schedule = outcome.Schedule

        file
            source
            title
            [ "    let options ="
              "        { Options.standard with"
              $"            Patience = {time options.Patience}"
              $"            MaxMoves = {options.MaxMoves} }}"
              ""
              "    let schedule ="
              $"        {{ Seed = {schedule.Seed}UL"
              $"          Starts = [ {schedule.Starts |> List.map time |> list} ]"
              $"          Network = {latency schedule.Network}"
              $"          Disk = {latency schedule.Disk}"
              $"          Calm = {time schedule.Calm}"
              $"          Faults = [ {schedule.Faults |> List.map fault |> list} ] }}"
              ""
              "    let outcome = Simulator.follow world laws options schedule (fun _ _ -> ())"
              $"    Assert.Equal({ending outcome.Ending}, outcome.Ending)" ]

    /// As F# prints values, with the lines that follow moved below the first.
    let private move (timed: TimedMove<'timer>) =
        let beginning = $"          TimeSpan.FromTicks {timed.At.Ticks}L, Move."
        beginning + (sprintf "%A" timed.Move).Replace("\n", "\n" + String.replicate beginning.Length " ")

    /// A way that breaks a law, which the sentence names, as a test that fails until the machine is mended.
    let ofMoves source sentence (moves: TimedMove<'timer> list) =
        file
            source
            sentence
            [ yield "    let law ="
              yield "        laws.Goal :: laws.Always"
              yield $"        |> List.find (fun law -> law.Sentence = {text sentence})"
              yield ""
              yield "    let perform stage (at, move) ="
              yield "        match Stage.perform world { At = at; Move = move } stage with"
              yield "        | Ok(struct (stage, _)) -> stage"
              yield "        | Error problem -> failwith problem"
              yield ""
              yield "    let moves ="
              yield "        ["
              yield! List.map move moves
              yield "        ]"
              yield ""
              yield "    let last = List.fold perform (Stage.initial world) moves"
              yield "    Assert.True(law.Holds last.Scene, law.Sentence)" ]
