namespace PeerFunctional.Verification.Exploring

open System.Collections.Generic
open PeerFunctional.Kernel
open PeerFunctional.Verification

[<RequireQualifiedAccess>]
type Rest =
    | End
    | Goal
    | Repeats
    | Limit

type ComparedRow =
    { Left: int voption
      Right: int voption
      IsSame: bool
      Skipped: string voption }

type Comparison =
    { Right: Position list
      Rows: ComparedRow list
      FirstDifference: int voption }

module Exploration =

    [<Literal>]
    let MaxSteps = 10_000

    /// Steps that the right one of a comparison takes by itself before a step of the schedule.
    [<Literal>]
    let private MaxCatchUp = 100

    /// Steps to the end of a run, which is looked for beside other work.
    [<Literal>]
    let private MostToTheEnd = 1_000

    /// Faults that a trace may have besides its own, so that a reader can try what else happens.
    [<Literal>]
    let private MoreDrops = 3

    [<Literal>]
    let private MoreDuplicates = 1

    let follow choices position =
        let rec go taken (position: Position) choices =
            match choices with
            | [] -> Ok(List.rev taken)
            | choice :: rest ->
                match position.Take choice with
                | ValueSome next -> go (next :: taken) next rest
                | ValueNone ->
                    Malformation.error
                        "no-such-choice"
                        $"step {position.Depth + 1} takes the choice number {choice + 1}, and only {position.Choices.Value.Length} are possible there: the steps are damaged, or of another version"

        go [] position choices

    /// Takes what `pick` picks until it picks nothing, which says why.
    let private walk most goesOn pick (position: Position) =
        let rec go left taken (position: Position) =
            if left = 0 || not (goesOn ()) then
                struct (List.rev taken, Rest.Limit)
            else
                match pick position with
                | Error reason -> struct (List.rev taken, reason)
                | Ok choice ->
                    match position.Take choice with
                    | ValueSome next -> go (left - 1) (next :: taken) next
                    | ValueNone -> struct (List.rev taken, Rest.End)

        go most [] position

    let randomWalk steps seed goesOn (position: Position) =
        let chance = Prng.ofSeed seed

        walk
            (min steps MaxSteps)
            goesOn
            (fun at ->
                match at.Choices.Value.Length with
                | 0 -> Error Rest.End
                | count -> Ok(Prng.below count (Prng.split at.Depth chance)))
            position

    /// What happens first where no fault happens: the lowest of these.
    let private urgency (timers: Position) (choice: Choice) =
        match choice.Action with
        | Deliver number -> struct (0, int64 number)
        | AnswerStore peer -> struct (1, int64 peer)
        | Start peer
        | Restart peer -> struct (2, int64 peer)
        | FireTimer(peer, words) ->
            let due =
                (List.item peer timers.Nodes.Value).Timers
                |> List.tryFind (fun timer -> timer.Name = words)
                |> Option.map (fun timer -> timer.Due |> ValueOption.map _.Ticks |> ValueOption.defaultValue 0L)

            struct (3, Option.defaultValue 0L due)
        | DeliverCorrupted _
        | Duplicate _
        | Drop _
        | Crash _
        | CrashLosingDisk _ -> struct (4, 0L)

    /// The choice that is due next where no fault happens and no user gives a command.
    let private next (position: Position) =
        position.Choices.Value
        |> List.indexed
        |> List.filter (fun (_, choice) -> not choice.IsFault && not (Choice.isCommand choice))
        |> List.map (fun (place, choice) -> urgency position choice, place)
        |> List.sort
        |> List.tryHead

    let private quietWithin most goesOn (position: Position) =
        let seen = HashSet<Digest>()

        walk
            most
            goesOn
            (fun at ->
                match next at with
                | None -> Error Rest.End
                | Some(struct (urgency, _), _) when urgency = 3 && Position.isGood at -> Error Rest.Goal
                | Some _ when not (seen.Add at.Digest) -> Error Rest.Repeats
                | Some(_, place) -> Ok place)
            position

    let runToQuiet goesOn position = quietWithin MaxSteps goesOn position

    let lackedInTheEnd (position: Position) =
        match quietWithin MostToTheEnd (fun () -> true) position with
        | struct (_, Rest.Limit) -> ValueNone
        | struct (way, (Rest.End | Rest.Goal | Rest.Repeats)) ->
            (way |> List.tryLast |> Option.defaultValue position).Missing.Value

    let private firstWord (words: string) = words.Split(' ')[0]

    /// The message that a choice is about: to whom it goes, from whom, and how it begins.
    let private messageOf (position: Position) (choice: Choice) =
        position.InFlight.Value
        |> List.tryFind (fun envelope -> ValueSome envelope.Number = Choice.message choice)
        |> Option.map (fun envelope -> struct (envelope.To, envelope.From, firstWord envelope.Words))

    /// What a choice of one exploration and one of another have in common: numbers differ, and policies say one message in other words.
    let private key (position: Position) (choice: Choice) =
        match messageOf position choice with
        | Some about -> Choice.kind choice, choice.IsFault, choice.Peer, ValueSome about, ""
        | None -> Choice.kind choice, choice.IsFault, choice.Peer, ValueNone, choice.Sentence

    /// The place of a choice among those of another exploration's position: in the same words, or else about a message of the same kind.
    let private placeOf (struct (choice: Choice, wanted)) (position: Position) =
        let choices = position.Choices.Value

        choices
        |> List.tryFindIndex (fun other -> other.Sentence = choice.Sentence && other.IsFault = choice.IsFault)
        |> Option.orElseWith (fun () -> choices |> List.tryFindIndex (fun other -> key position other = wanted))

    let private sent (position: Position) =
        position.Step.Events
        |> List.choose (fun event ->
            match event with
            | TimelineEvent.Sent(_, from, towards, words) -> Some(struct (from, towards, firstWord words))
            | _ -> None)

    /// The positions of the right one so far, last first, with the rows, last first.
    type private Compared =
        { At: Position
          Positions: Position list
          Told: ComparedRow list }

    let private take place row compared =
        match compared.At.Take place with
        | ValueSome next ->
            { At = next
              Positions = next :: compared.Positions
              Told = row next compared.Positions.Length :: compared.Told }
        | ValueNone -> compared

    /// The invariants that are broken.
    let private broken (position: Position) =
        position.Properties.Value
        |> List.filter (fun property ->
            property.Kind = PropertyKind.Always && property.Status = PropertyStatus.Violated)
        |> List.map _.Sentence

    let private isSame left right =
        sent left = sent right && broken left = broken right

    /// Whether a choice brings a message of which a later step of the schedule makes a fault.
    let private isSpared ahead (position: Position) place =
        match messageOf position (List.item place position.Choices.Value) with
        | Some message -> List.contains message ahead
        | None -> false

    /// Lets arrive what is under way on the right until it offers a choice; but no message that the schedule has a fault for ahead.
    let rec private catchUp times ahead wanted compared =
        match placeOf wanted compared.At, next compared.At with
        | None, Some(struct (urgency, _), place) when
            urgency < 3 && times < MaxCatchUp && not (isSpared ahead compared.At place)
            ->
            let row _ right =
                { Left = ValueNone
                  Right = ValueSome right
                  IsSame = false
                  Skipped = ValueNone }

            catchUp (times + 1) ahead wanted (take place row compared)
        | _ -> compared

    let private compareStep compared (ahead, (place, (before: Position, left: Position))) =
        match left.Step.Choice with
        | ValueNone -> compared
        | ValueSome choice ->
            let wanted = struct (choice, key before choice)

            let caughtUp = catchUp 0 ahead wanted compared
            let isOffered = (placeOf wanted caughtUp.At).IsSome
            let compared = if isOffered then caughtUp else compared

            match placeOf wanted compared.At with
            | Some index ->
                let row (right: Position) number =
                    { Left = ValueSome place
                      Right = ValueSome number
                      IsSame = isSame left right
                      Skipped = ValueNone }

                take index row compared
            | None ->
                { compared with
                    Told =
                        { Left = ValueSome place
                          Right = ValueNone
                          IsSame = false
                          Skipped = ValueSome $"this cannot happen here: {choice.Sentence}" }
                        :: compared.Told }

    /// For each step, the messages of the faults behind it.
    let private faultsAhead steps =
        (steps, [])
        ||> List.scanBack (fun (before: Position, left: Position) ahead ->
            match left.Step.Choice with
            | ValueSome choice when choice.IsFault -> Option.toList (messageOf before choice) @ ahead
            | ValueSome _
            | ValueNone -> ahead)
        |> List.tail

    let compare (left: Position list) (right: Position) =
        let steps = List.pairwise left

        let beginning =
            { Left = ValueSome 0
              Right = ValueSome 0
              IsSame =
                match left with
                | first :: _ -> isSame first right
                | [] -> true
              Skipped = ValueNone }

        let compared =
            ({ At = right
               Positions = [ right ]
               Told = [ beginning ] },
             List.zip (faultsAhead steps) (steps |> List.mapi (fun place pair -> place + 1, pair)))
            ||> List.fold compareStep

        let rows = List.rev compared.Told

        { Right = List.rev compared.Positions
          Rows = rows
          FirstDifference = rows |> List.tryFindIndex (fun row -> not row.IsSame) |> ValueOption.ofOption }

    /// Whether a trace has a step that a position shows with the one before it, or that does nothing.
    let private isImplied action (position: Position) =
        match action with
        | Start _
        | AnswerStore _ -> true
        | Deliver number
        | Drop number
        | Duplicate number
        | DeliverCorrupted number -> position.InFlight.Value |> List.forall (fun envelope -> envelope.Number <> number)
        | FireTimer _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> false

    /// The position after a step of a trace. Of several timers that go by the same words, it is the one that leads to the step's digest.
    let private takeAction (step: TraceStep<string>) (position: Position) =
        let found =
            position.Choices.Value
            |> List.indexed
            |> List.filter (fun (_, choice) -> choice.Action = step.Action)
            |> List.choose (fun (place, _) -> position.Take place |> ValueOption.toOption)

        found
        |> List.tryFind (fun next -> next.TraceDigest = step.Digest)
        |> Option.orElse (List.tryHead found)

    let private trackOf (trace: Trace<string>) (position: Position) =
        let rec go number taken (position: Position) (steps: TraceStep<string> list) =
            match steps with
            | [] -> Ok(List.rev taken)
            | step :: rest ->
                match takeAction step position with
                | Some next -> go (number + 1) (next :: taken) next rest
                | None when isImplied step.Action position -> go (number + 1) taken position rest
                | None ->
                    Malformation.error
                        "no-such-choice"
                        $"step {number} of the trace cannot happen in the checker's model: {TraceFile.words step}"

        go 1 [] position trace.Steps

    /// The starts that a trace may have had, the likeliest first: it has as many faults as the trace.
    let private starts (trace: Trace<string>) : ExplorationStart list =
        let count isSuch =
            trace.Steps |> List.filter (fun step -> isSuch (step.Action: Action<int, string>)) |> List.length

        let budget delays =
            { Drops = count _.IsDrop + MoreDrops
              Duplicates = count _.IsDuplicate + MoreDuplicates
              Corruptions = count _.IsDeliverCorrupted
              Crashes = count _.IsCrash
              DiskLosses = count _.IsCrashLosingDisk
              Delays = delays }

        [ for time, delays in
              [ TimeModel.Ordered, 0
                TimeModel.Ordered, count _.IsFireTimer
                TimeModel.Any, 0 ] do
              for network in [ Network.Ordered; Network.Unordered ] do
                  { System = trace.System
                    World = trace.World
                    Policy = trace.Policy
                    Assumptions =
                      { Network = network
                        Time = time
                        Budget = budget delays } } ]

    let ofTrace
        (find: string -> PeerPolicies voption -> string -> Result<IScenario, Malformation>)
        (trace: Trace<string>)
        =
        let along (scenario: IScenario) (start: ExplorationStart) =
            let first = Position.start scenario start.Assumptions
            trackOf trace first |> Result.map (fun track -> struct (start, first :: track))

        // The error of the likeliest start says the most.
        let rec fit scenario starts =
            match starts with
            | [] -> Malformation.error "no-such-choice" "the trace fits no start"
            | start :: rest ->
                along scenario start
                |> function
                    | Ok found -> Ok found
                    | Error problem -> fit scenario rest |> Result.mapError (fun _ -> problem)

        find trace.System trace.Policy trace.World
        |> Result.bind (fun scenario -> fit scenario (starts trace))
