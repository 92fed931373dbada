namespace PeerFunctional.Verification

open System

/// A run as an F# test that pins how it ends.
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

    let private ending =
        function
        | Passed -> "Passed"
        | Broken sentence -> $"Broken \"{sentence}\""
        | Missed sentence -> $"Missed \"{sentence}\""

    let private list items = items |> String.concat "; "

    /// A title as the name of an F# function may be.
    let private name (title: string) =
        title
        |> String.map (fun letter ->
            if Char.IsAsciiLetterOrDigit letter || letter = ',' || letter = ':' then
                letter
            else
                ' ')

    /// The text of a file.
    let print source title (outcome: Outcome) =
        let schedule = outcome.Schedule

        [ "module PeerFunctional.Tests.Counterexample"
          ""
          "open System"
          "open NUnit.Framework"
          "open PeerFunctional.Kernel"
          "open PeerFunctional.Verification"
          yield! source.Opens |> List.map (fun space -> $"open {space}")
          ""
          "[<Test>]"
          $"let ``{name title}`` () ="
          $"    let world = {source.World}"
          $"    let laws = {source.Laws}"
          ""
          "    let schedule ="
          $"        {{ Seed = {schedule.Seed}UL"
          $"          Starts = [ {schedule.Starts |> List.map time |> list} ]"
          $"          Network = {latency schedule.Network}"
          $"          Disk = {latency schedule.Disk}"
          $"          Calm = {time schedule.Calm}"
          $"          Faults = [ {schedule.Faults |> List.map fault |> list} ] }}"
          ""
          "    let outcome = Simulator.follow world laws Options.standard schedule (fun _ _ -> ())"
          $"    Assert.That(outcome.Ending, Is.EqualTo({ending outcome.Ending}))"
          "" ]
        |> String.concat "\n"
