namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

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

    let private list items = items |> String.concat "; "

    /// A title as the name of an F# function may be.
    let private name (title: string) =
        title
        |> String.map (fun envelope ->
            if Char.IsAsciiLetterOrDigit envelope || envelope = ':' then
                envelope
            else
                ' ')

    /// A file with one test: its name is the property, and the first line of its body is what went wrong.
    let private file source sentence told body (moduleName: string) =
        [ yield $"module PeerFunctional.Tests.{moduleName}"
          yield ""
          yield "open System"
          yield "open Xunit"
          yield "open PeerFunctional.Kernel"
          yield "open PeerFunctional.Verification"
          yield! source.Opens |> List.map (fun space -> $"open {space}")
          yield ""
          yield "[<Fact>]"
          yield $"let ``{name sentence}`` () : unit ="
          yield $"    // {TerminalText.show told}"
          yield $"    let world = {source.World}"
          yield $"    let properties = {source.Properties}"
          yield ""
          yield! body
          yield "" ]
        |> String.concat "\n"

    /// A schedule of the simulator, under which the run must pass. Of the options only those that decide that are told.
    let private ofSchedule (options: FaultOptions) (schedule: FaultSchedule) =
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
          "    Assert.Equal(Passed, outcome.Ending)" ]

    let private message way =
        $"{{ From = {way.From}; To = {way.To}; Place = {way.Place} }}"

    let private move (at, action) =
        let action =
            match action with
            | Start peer -> $"Start {peer}"
            | Deliver way -> $"Deliver {message way}"
            | DeliverCorrupted way -> $"DeliverCorrupted {message way}"
            | Duplicate way -> $"Duplicate {message way}"
            | Drop way -> $"Drop {message way}"
            | FireTimer(peer, timer) -> $"FireTimer({peer}, {text timer})"
            | AnswerStore peer -> $"AnswerStore {peer}"
            | Crash peer -> $"Crash {peer}"
            | CrashLosingDisk peer -> $"CrashLosingDisk {peer}"
            | Restart peer -> $"Restart {peer}"

        $"          {time at}, Action.{action}"

    let private listedBelow moveName moves =
        [ $"    let {moveName}: GuidedMove list ="
          "        ["
          yield! List.map move moves
          "        ]"
          "" ]

    let private listed moveName moves =
        if List.isEmpty moves then
            [ $"    let {moveName} = []"; "" ]
        else
            listedBelow moveName moves

    let private property sentence =
        [ "    let property ="
          "        properties.Liveness :: properties.Invariants"
          $"        |> List.find (fun property -> property.Sentence = {text sentence})"
          "" ]

    /// Moves of the checker, in whose states the invariant must hold.
    let private ofBroken sentence (struct (moves, around)) =
        [ yield! property sentence
          yield! listed "moves" (moves @ around)
          "    for state in GuidedRun.states world moves do"
          "        Assert.True(property.Holds state, property.Sentence)" ]

    /// Moves of the checker, after which the goal must be reached, although those at the end are repeated as long as they can be.
    let private ofMissed sentence (struct (moves, around)) =
        [ yield! property sentence
          yield! listed "moves" moves
          yield! listed "around" around
          "    Assert.True(GuidedRun.reaches world property.Holds moves around, property.Sentence)" ]

    let ofTrace (subject: Scenario<_, _, _, _, _, _, _, _>) told (trace: Trace<'timer>) moduleName =
        let moves () =
            GuidedRun.moves subject.World trace.Steps

        let sentence, body =
            match trace.Origin, trace.Ending with
            | Simulated(options, schedule), Passed -> told, ofSchedule options schedule
            | Simulated(options, schedule), (Broken sentence | Missed sentence) -> sentence, ofSchedule options schedule
            | Searched, Passed -> told, []
            | Searched, Broken sentence -> sentence, ofBroken sentence (moves ())
            | Searched, Missed sentence -> sentence, ofMissed sentence (moves ())

        file subject.Source sentence told body moduleName
