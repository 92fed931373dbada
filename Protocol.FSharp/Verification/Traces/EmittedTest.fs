namespace PeerFunctional.Verification

open System

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
    let private ofSchedule source title (options: Options) (schedule: Schedule) ends =
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
              $"    Assert.Equal({ending ends}, outcome.Ending)" ]

    /// As F# prints values, with the lines that follow moved below the first.
    let private step (step: TraceStep<'timer>) =
        let beginning = $"          TimeSpan.FromTicks {step.At.Ticks}L, Action."
        beginning + (sprintf "%A" step.Action).Replace("\n", "\n" + String.replicate beginning.Length " ")

    /// The law that does not hold.
    let private law =
        function
        | Passed -> ""
        | Broken sentence
        | Missed sentence -> sentence

    /// A path that breaks a law, as a test that fails until the machine is mended.
    let private ofSteps source sentence (steps: TraceStep<'timer> list) =
        file
            source
            sentence
            [ yield "    let law ="
              yield "        laws.Goal :: laws.Always"
              yield $"        |> List.find (fun law -> law.Sentence = {text sentence})"
              yield ""
              yield "    let apply run (at, action) ="
              yield "        match Run.apply world at action run with"
              yield "        | Ok(struct (run, _)) -> run"
              yield "        | Error problem -> failwith problem"
              yield ""
              yield "    let actions ="
              yield "        ["
              yield! List.map step steps
              yield "        ]"
              yield ""
              yield "    let last = List.fold apply (Run.initial world) actions"
              yield "    Assert.True(law.Holds last.Scene, law.Sentence)" ]

    let ofTrace source title (trace: Trace<'timer>) =
        match trace.Origin with
        | Simulated(options, schedule) -> ofSchedule source title options schedule trace.Ending
        | Searched -> ofSteps source (law trace.Ending) trace.Steps
