namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

module TraceFile =

    [<Literal>]
    let Version = 2L

    [<Literal>]
    let MaxLength = 100_000_000

    [<Literal>]
    let private Format = "peer-trace"

    let magic = "{\"format\":\"peer-trace\""B

    // Times are in ticks of 100 nanoseconds.
    let private time (time: TimeSpan) = Json.Number time.Ticks

    let private latency (latency: Latency) =
        Json.Object [ "least", time latency.Least; "spread", time latency.Spread ]

    let private number (number: int) = Json.Number(int64 number)

    let private fault fault =
        let ofPeer name peer steps down =
            [ "fault", Json.Text name
              "peer", number peer
              "after_steps", number steps
              "down", time down ]

        let fields =
            match fault with
            | Fault.Drop envelope -> [ "fault", Json.Text "drop"; "message", number envelope ]
            | Fault.Duplicate envelope -> [ "fault", Json.Text "duplicate"; "message", number envelope ]
            | Fault.Corrupt envelope -> [ "fault", Json.Text "corrupt"; "message", number envelope ]
            | Fault.Delay(envelope, by) -> [ "fault", Json.Text "delay"; "message", number envelope; "by", time by ]
            | Fault.Crash(peer, steps, down) -> ofPeer "crash" peer steps down
            | Fault.CrashLosingDisk(peer, steps, down) -> ofPeer "crash-losing-disk" peer steps down
            | Fault.Partition(from, towards, bothWays, since, until) ->
                [ "fault", Json.Text "partition"
                  "from", number from
                  "towards", number towards
                  "both_ways", Json.Flag bothWays
                  "since", time since
                  "until", time until ]

        Json.Object fields

    let private origin origin =
        match origin with
        | Simulated(options, schedule) ->
            // As text: readers of JSON may keep 53 bits of a number only.
            [ "seed", Json.Text(string schedule.Seed)
              "liveness_timeout", time options.LivenessTimeout
              "max_actions", number options.MaxActions
              "starts", Json.Items(schedule.Starts |> List.map time)
              "network", latency schedule.Network
              "disk", latency schedule.Disk
              "healed_at", time schedule.HealedAt ]
        | Searched -> []

    let private faults origin =
        match origin with
        | Simulated(_, schedule) -> schedule.Faults
        | Searched -> []

    /// A system with one machine names no policy.
    let private policy policy =
        match policy with
        | ValueSome policy -> [ "policy", Json.Text(PeerPolicies.name policy) ]
        | ValueNone -> []

    let private header trace =
        [ "format", Json.Text Format
          "version", Json.Number Version
          "system", Json.Text trace.System
          "world", Json.Text trace.World ]
        @ (trace.Policy |> policy)
        @ origin trace.Origin
        @ (trace.Assumptions
           |> ValueOption.map (fun assumptions -> "assumes", AssumptionsJson.print assumptions)
           |> ValueOption.toList)
        |> Json.Object

    let private ending =
        function
        | Passed -> Json.Object [ "ending", Json.Text "passed" ]
        | Broken sentence -> Json.Object [ "ending", Json.Text "broken"; "property", Json.Text sentence ]
        | Missed sentence -> Json.Object [ "ending", Json.Text "missed"; "property", Json.Text sentence ]

    let private action action =
        let ofPeer verb peer =
            [ "step", Json.Text verb; "peer", number peer ]

        let ofEnvelope verb envelope =
            [ "step", Json.Text verb; "message", number envelope ]

        match action with
        | Start peer -> ofPeer "start" peer
        | Deliver envelope -> ofEnvelope "deliver" envelope
        | DeliverCorrupted envelope -> ofEnvelope "deliver-corrupted" envelope
        | Duplicate envelope -> ofEnvelope "duplicate" envelope
        | Drop envelope -> ofEnvelope "drop" envelope
        | FireTimer(peer, timer) -> ofPeer "fire-timer" peer @ [ "timer", Json.Text timer ]
        | AnswerStore peer -> ofPeer "answer-store" peer
        | Crash peer -> ofPeer "crash" peer
        | CrashLosingDisk peer -> ofPeer "crash-losing-disk" peer
        | Restart peer -> ofPeer "restart" peer

    let private step (step: TraceStep<string>) =
        Json.Object(action step.Action @ [ "at", time step.At; "digest", Json.Text(string step.Digest) ])

    let words (step: TraceStep<string>) =
        JsonLine.print (Json.Object(action step.Action @ [ "at", time step.At ]))

    let values trace =
        [ header trace
          yield! faults trace.Origin |> List.map fault
          ending trace.Ending
          yield! trace.Steps |> List.map step ]

    let lines trace = values trace |> Seq.map JsonLine.print

    let print trace =
        lines trace |> Seq.map (fun line -> line + "\n") |> String.concat ""

    let private parseTime name line =
        JsonLine.number name line
        |> Result.bind (fun ticks ->
            if ticks >= 0L && ticks <= TimeSpan.TicksPerDay then
                Ok(TimeSpan ticks)
            else
                Malformation.error "bad-time" $"'{name}' is not a time of at most one day")

    let private parseCount name line =
        JsonLine.number name line
        |> Result.bind (fun number ->
            if number >= 0L && number <= int64 Int32.MaxValue then
                Ok(int number)
            else
                Malformation.error "bad-number" $"'{name}' is out of range")

    let private (<*>) change value =
        match change, value with
        | Ok change, Ok value -> Ok(change value)
        | Error e, _
        | _, Error e -> Error e

    let private parseLatency name line =
        match JsonLine.tryField name line with
        | Some value ->
            Ok(fun least spread -> { Least = least; Spread = spread })
            <*> parseTime "least" value
            <*> parseTime "spread" value
        | None -> Malformation.error "bad-field" $"'{name}' is missing"

    let private parseFault line =
        let ofPeer make =
            Ok make <*> parseCount "peer" line <*> parseCount "after_steps" line <*> parseTime "down" line

        match JsonLine.text "fault" line with
        | Ok "drop" -> Ok Fault.Drop <*> parseCount "message" line
        | Ok "duplicate" -> Ok Fault.Duplicate <*> parseCount "message" line
        | Ok "corrupt" -> Ok Fault.Corrupt <*> parseCount "message" line
        | Ok "delay" ->
            Ok(fun envelope by -> Fault.Delay(envelope, by))
            <*> parseCount "message" line
            <*> parseTime "by" line
        | Ok "crash" -> ofPeer (fun peer steps down -> Fault.Crash(peer, steps, down))
        | Ok "crash-losing-disk" -> ofPeer (fun peer steps down -> Fault.CrashLosingDisk(peer, steps, down))
        | Ok "partition" ->
            Ok(fun from towards bothWays since until -> Fault.Partition(from, towards, bothWays, since, until))
            <*> parseCount "from" line
            <*> parseCount "towards" line
            <*> JsonLine.flag "both_ways" line
            <*> parseTime "since" line
            <*> parseTime "until" line
        | Ok other -> Malformation.error "bad-fault" $"unknown fault '{other}'"
        | Error e -> Error e

    let private parseEnding line =
        match JsonLine.text "ending" line with
        | Ok "passed" -> Ok Passed
        | Ok "broken" -> Ok Broken <*> JsonLine.text "property" line
        | Ok "missed" -> Ok Missed <*> JsonLine.text "property" line
        | Ok other -> Malformation.error "bad-ending" $"unknown ending '{other}'"
        | Error e -> Error e

    let private parseAction line =
        let ofPeer make = Ok make <*> parseCount "peer" line
        let ofEnvelope make = Ok make <*> parseCount "message" line

        match JsonLine.text "step" line with
        | Ok "start" -> ofPeer Start
        | Ok "deliver" -> ofEnvelope Deliver
        | Ok "deliver-corrupted" -> ofEnvelope DeliverCorrupted
        | Ok "duplicate" -> ofEnvelope Duplicate
        | Ok "drop" -> ofEnvelope Drop
        | Ok "fire-timer" ->
            Ok(fun peer timer -> FireTimer(peer, timer))
            <*> parseCount "peer" line
            <*> JsonLine.text "timer" line
        | Ok "answer-store" -> ofPeer AnswerStore
        | Ok "crash" -> ofPeer Crash
        | Ok "crash-losing-disk" -> ofPeer CrashLosingDisk
        | Ok "restart" -> ofPeer Restart
        | Ok other -> Malformation.error "bad-step" $"unknown step '{other}'"
        | Error e -> Error e

    let private parseDigest line =
        JsonLine.text "digest" line
        |> Result.bind (fun text ->
            match UInt64.TryParse(text, Globalization.NumberStyles.AllowHexSpecifier, null) with
            | true, value -> Ok(Digest value)
            | _ -> Malformation.error "bad-digest" $"'{text}' is not a digest")

    let private parseStep line =
        Ok(fun action at digest ->
            { TraceStep.At = at
              Action = action
              Digest = digest })
        <*> parseAction line
        <*> parseTime "at" line
        <*> parseDigest line

    let private parsePolicy line =
        match JsonLine.tryField "policy" line |> Option.map (fun _ -> JsonLine.text "policy" line) with
        | None -> Ok ValueNone
        | Some(Ok name) ->
            match PeerPolicies.tryParse name with
            | ValueSome policies -> Ok(ValueSome policies)
            | ValueNone -> Malformation.error "bad-policy" $"unknown policy '{name}'"
        | Some(Error e) -> Error e

    let private parseSeed line =
        JsonLine.text "seed" line
        |> Result.bind (fun text ->
            match UInt64.TryParse text with
            | true, seed -> Ok seed
            | _ -> Malformation.error "bad-seed" $"'{text}' is not a seed")

    let private checkFormat line =
        match JsonLine.text "format" line, JsonLine.number "version" line with
        | Ok Format, Ok Version -> Ok()
        | Ok Format, Ok version ->
            Malformation.error
                "unknown-version"
                $"the trace has version {version}, and this program reads version {Version} only: write the trace again with 'peer simulate --trace' or 'peer check --trace'"
        | _ -> Malformation.error "no-trace" "the first line is not the header of a trace"

    let private parseStarts line =
        JsonLine.items "starts" line
        |> Result.bind (fun items ->
            items
            |> List.map (fun item -> parseTime "start" (Json.Object [ "start", item ]))
            |> JsonLine.sequence)

    /// A simulated run's header has a seed, a searched one's has none.
    let private parseOrigin line =
        match JsonLine.tryField "seed" line with
        | None -> Ok Searched
        | Some _ ->
            Ok(fun seed patience moves starts network disk calm ->
                Simulated(
                    { FaultOptions.none with
                        LivenessTimeout = patience
                        MaxActions = moves },
                    { Seed = seed
                      Starts = starts
                      Network = network
                      Disk = disk
                      HealedAt = calm
                      Faults = [] }
                ))
            <*> parseSeed line
            <*> parseTime "liveness_timeout" line
            <*> parseCount "max_actions" line
            <*> parseStarts line
            <*> parseLatency "network" line
            <*> parseLatency "disk" line
            <*> parseTime "healed_at" line

    let private parseAssumptions line =
        match JsonLine.tryField "assumes" line with
        | Some value -> AssumptionsJson.parse value |> Result.map ValueSome
        | None -> Ok ValueNone

    let private parseHeader line =
        checkFormat line
        |> Result.bind (fun () ->
            Ok(fun system world policy origin assumptions ->
                { System = system
                  World = world
                  Policy = policy
                  Origin = origin
                  Assumptions = assumptions
                  Ending = Passed
                  Steps = [] })
            <*> JsonLine.text "system" line
            <*> JsonLine.text "world" line
            <*> parsePolicy line
            <*> parseOrigin line
            <*> parseAssumptions line)

    let private has name line =
        JsonLine.tryField name line |> Option.isSome

    let private withFaults faults origin =
        match origin, faults with
        | Simulated(options, schedule), _ -> Ok(Simulated(options, { schedule with Faults = faults }))
        | Searched, [] -> Ok Searched
        | Searched, _ -> Malformation.error "bad-fault" "a trace without a seed has its faults among its steps"

    let private parseBody trace lines =
        let faults, rest =
            lines |> List.takeWhile (has "fault"), lines |> List.skipWhile (has "fault")

        match rest with
        | ending :: steps ->
            Ok(fun origin ending steps ->
                { trace with
                    Origin = origin
                    Ending = ending
                    Steps = steps })
            <*> (faults
                 |> List.map parseFault
                 |> JsonLine.sequence
                 |> Result.bind (fun faults -> withFaults faults trace.Origin))
            <*> parseEnding ending
            <*> (steps |> List.map parseStep |> JsonLine.sequence)
        | [] -> Malformation.error "cut-short" "the trace ends before it says how its run ended"

    let ofValues values =
        match values with
        | [] -> Malformation.error "no-trace" "the file is empty"
        | first :: lines -> parseHeader first |> Result.bind (fun trace -> parseBody trace lines)

    let parse (text: string) =
        if text.Length > MaxLength then
            Malformation.error "oversize" $"a trace has at most {MaxLength} characters"
        else
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            |> Array.toList
            |> List.map JsonLine.parse
            |> JsonLine.sequence
            |> Result.bind ofValues
