namespace PeerFunctional.Verification

open System

module EmittedTest =

    let private time (time: TimeSpan) = $"TimeSpan {time.Ticks}L"

    let private latency (latency: Latency) =
        $"{{ Least = {time latency.Least}; Spread = {time latency.Spread} }}"

    let private fault =
        function
        | Fault.Drop envelope -> $"Fault.Drop {envelope}"
        | Fault.Duplicate envelope -> $"Fault.Duplicate {envelope}"
        | Fault.Corrupt envelope -> $"Fault.Corrupt {envelope}"
        | Fault.Delay(envelope, by) -> $"Fault.Delay({envelope}, {time by})"
        | Fault.Crash(peer, steps, down) -> $"Fault.Crash({peer}, {steps}, {time down})"
        | Fault.CrashLosingDisk(peer, steps, down) -> $"Fault.CrashLosingDisk({peer}, {steps}, {time down})"
        | Fault.Partition(from, towards, bothWays, since, until) ->
            let bothWays = if bothWays then "true" else "false"
            $"Fault.Partition({from}, {towards}, {bothWays}, {time since}, {time until})"

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
        |> String.map (fun envelope ->
            if Char.IsAsciiLetterOrDigit envelope || envelope = ':' then
                envelope
            else
                ' ')

    let private file source title body (moduleName: string) =
        [ yield $"module PeerFunctional.Tests.{moduleName}"
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
          yield $"    let properties = {source.Properties}"
          yield ""
          yield! body
          yield "" ]
        |> String.concat "\n"

    /// A simulated run, as a test that pins how it ends. Of the options only those that decide that are told.
    let private ofSchedule source title (options: FaultOptions) (schedule: FaultSchedule) ends =
        file
            source
            title
            [ "    let options ="
              "        { FaultOptions.standard with"
              $"            LivenessTimeout = {time options.LivenessTimeout}"
              $"            MaxActions = {options.MaxActions} }}"
              ""
              "    let schedule ="
              $"        {{ Seed = {schedule.Seed}UL"
              $"          Starts = [ {schedule.Starts |> List.map time |> list} ]"
              $"          Network = {latency schedule.Network}"
              $"          Disk = {latency schedule.Disk}"
              $"          HealedAt = {time schedule.HealedAt}"
              $"          Faults = [ {schedule.Faults |> List.map fault |> list} ] }}"
              ""
              "    let outcome = Simulator.follow world properties options schedule (fun _ _ -> ())"
              $"    Assert.Equal({ending ends}, outcome.Ending)" ]

    /// As F# prints values, with the lines that follow moved below the first.
    let private step (step: TraceStep<'timer>) =
        let beginning = $"          TimeSpan.FromTicks {step.At.Ticks}L, Action."
        beginning + (sprintf "%A" step.Action).Replace("\n", "\n" + String.replicate beginning.Length " ")

    /// The invariant that does not hold.
    let private invariant =
        function
        | Passed -> ""
        | Broken sentence
        | Missed sentence -> sentence

    /// A path that breaks an invariant, as a test that fails until the machine is mended.
    let private ofSteps source sentence (steps: TraceStep<'timer> list) =
        file
            source
            sentence
            [ yield "    let invariant ="
              yield "        properties.Liveness :: properties.Invariants"
              yield $"        |> List.find (fun invariant -> invariant.Sentence = {text sentence})"
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
              yield "    Assert.True(invariant.Holds last.WorldState, invariant.Sentence)" ]

    let ofTrace source title (trace: Trace<'timer>) moduleName =
        match trace.Origin with
        | Simulated(options, schedule) -> ofSchedule source title options schedule trace.Ending moduleName
        | Searched -> ofSteps source (invariant trace.Ending) trace.Steps moduleName
