namespace PeerFunctional.Verification.Laws

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Exploring

type LawBreak =
    { Clause: LawClause
      Schedule: Schedule
      IsLoop: bool }

[<RequireQualifiedAccess>]
type LawOutcome =
    | Keeps
    | Breaks of LawBreak
    | Unknown

type MachineGrade =
    { Machine: JudgedMachine
      Outcome: LawOutcome
      States: int64 }

type LawGrade =
    { Good: MachineGrade list
      Bugs: MachineGrade list }

[<RequireQualifiedAccess>]
type LawAdvice =
    | Done
    | TooStrict of MachineGrade * LawClause
    | BeginClause of BuggyMachine
    | UseWord of BuggyMachine * LawWord
    | SayMore of BuggyMachine
    | Undecided of MachineGrade

module LawGrade =

    let empty: LawGrade = { Good = []; Bugs = [] }

    let private isGoal (clause: LawClause) = clause.Kind = LawKind.AtLast

    /// The clause whose property this is, by the property's place: invariants come first, and the goal is of all the others.
    let private clauseAt (law: Law) place =
        let goals, invariants = law.Clauses |> List.partition isGoal
        List.tryItem place (invariants @ goals) |> Option.defaultValue law.Clauses.Head

    let private violated (report: CheckReport<'state, 'action>) =
        report.Verdicts
        |> List.tryPick (fun (struct (_, verdict)) ->
            match verdict with
            | Violated path -> Some path
            | Holds
            | Witnessed _
            | NeverWitnessed
            | Unknown -> None)

    /// The first of the properties that the last state of a path breaks.
    let private brokenAt properties (path: Path<'state, 'action>) =
        let last =
            match List.tryLast path.Steps with
            | Some struct (_, state) -> state
            | None -> path.First

        properties
        |> List.tryFindIndex (fun property ->
            match property with
            | Always(_, holds) -> not (holds last)
            | Sometimes _
            | Progress _ -> false)
        |> Option.defaultValue 0

    /// All invariants as one, because a search for one ends where it is broken, however many states there are.
    let private every invariants =
        let holds state property =
            match property with
            | Always(_, holds) -> holds state
            | Sometimes _
            | Progress _ -> true

        Always("every clause", (fun state -> List.forall (holds state) invariants))

    /// The outcome of one world, and how many states were seen: first of all invariants, then of the goal.
    let private searched (model: Model<'state, 'action>) (start: ExplorationStart) law (engine: ISearch) =
        let invariants, goals =
            model.Properties |> List.partition (Property.isProgress >> not)

        let run properties =
            let report = engine.Run { model with Properties = properties }
            struct (violated report, CheckReport.passed report, report.Counts.Unique)

        let breaks place (path: Path<_, _>) =
            LawOutcome.Breaks
                { Clause = clauseAt law place
                  Schedule =
                    { Start = start
                      Choices = FoundViolation.choices model path.First path
                      Digest = Digest.empty }
                  IsLoop = path.Loop.IsSome }

        let goal () =
            if List.exists isGoal law.Clauses then
                run goals
            else
                struct (None, true, 0L)

        let safety =
            if invariants.IsEmpty then
                struct (None, true, 0L)
            else
                run [ every invariants ]

        match safety with
        | struct (Some path, _, seen) -> struct (breaks (brokenAt invariants path) path, seen)
        | struct (None, false, seen) -> struct (LawOutcome.Unknown, seen)
        | struct (None, true, safe) ->
            match goal () with
            | struct (Some path, _, seen) -> struct (breaks invariants.Length path, seen)
            | struct (None, true, seen) -> struct (LawOutcome.Keeps, max safe seen)
            | struct (None, false, seen) -> struct (LawOutcome.Unknown, seen)

    let private judged (subject: IScenario) (start: ExplorationStart) law engine =
        subject.Accept
            { new IScenarioVisitor<_> with
                member _.Visit subject =
                    searched (WorldModel.create subject.World start.Assumptions subject.Properties) start law engine }

    /// The run's schedule with the digest of its last state; unknown where the run cannot be taken again.
    let private digested (subject: IScenario) outcome =
        match outcome with
        | LawOutcome.Breaks found ->
            let first = Position.start subject found.Schedule.Start.Assumptions

            match Exploration.follow found.Schedule.Choices first with
            | Ok way ->
                let last = List.tryLast way |> Option.defaultValue first

                LawOutcome.Breaks
                    { found with
                        Schedule =
                            { found.Schedule with
                                Digest = last.Digest } }
            | Error _ -> LawOutcome.Unknown
        | LawOutcome.Keeps
        | LawOutcome.Unknown -> outcome

    let private judgeRun system (exercise: LawExercise) engine law (machine: JudgedMachine) (run: LawRun) =
        match exercise.Scenario law machine.Policy run.World with
        | ValueSome subject ->
            let start =
                { System = system
                  World = run.World
                  Policy = machine.Policy
                  Assumptions = Assumptions.ordered Network.Ordered run.Budget }

            let struct (outcome, states) = judged subject start law engine
            struct (digested subject outcome, states)
        | ValueNone -> struct (LawOutcome.Unknown, 0L)

    let judge system exercise engine law (machine: JudgedMachine) =
        let rec go (runs: LawRun list) outcome states =
            match runs, outcome with
            | [], _
            | _, LawOutcome.Breaks _ ->
                { MachineGrade.Machine = machine
                  Outcome = outcome
                  States = states }
            | run :: rest, (LawOutcome.Keeps | LawOutcome.Unknown) ->
                let struct (next, more) = judgeRun system exercise engine law machine run

                let outcome =
                    match outcome, next with
                    | LawOutcome.Unknown, LawOutcome.Keeps -> LawOutcome.Unknown
                    | _ -> next

                go rest outcome (states + more)

        go machine.Runs LawOutcome.Keeps 0L

    let private keeps (grade: MachineGrade) = grade.Outcome = LawOutcome.Keeps

    let private breaks (grade: MachineGrade) =
        match grade.Outcome with
        | LawOutcome.Breaks _ -> true
        | LawOutcome.Keeps
        | LawOutcome.Unknown -> false

    let score (grade: LawGrade) =
        struct (grade.Good |> List.filter keeps |> List.length, grade.Bugs |> List.filter breaks |> List.length)

    let private toMiss (exercise: LawExercise) law (bug: BuggyMachine) =
        let used = Law.words law

        let isBegun =
            law.Clauses |> List.exists (fun clause -> isGoal clause = (bug.Hint.Kind = LawKind.AtLast))

        let next =
            bug.Hint.Words
            |> List.filter (fun word -> not (List.contains word used))
            |> List.tryPick (fun word -> LawVocabulary.tryFind word exercise.Vocabulary)

        match next with
        | _ when not isBegun -> LawAdvice.BeginClause bug
        | Some word -> LawAdvice.UseWord(bug, word)
        | None -> LawAdvice.SayMore bug

    let advice (exercise: LawExercise) law (grade: LawGrade) =
        let strict =
            grade.Good
            |> List.tryPick (fun each ->
                match each.Outcome with
                | LawOutcome.Breaks found -> Some(LawAdvice.TooStrict(each, found.Clause))
                | LawOutcome.Keeps
                | LawOutcome.Unknown -> None)

        let missed =
            grade.Bugs
            |> List.tryFind keeps
            |> Option.bind (fun each -> exercise.Bugs |> List.tryFind (fun bug -> bug.Machine = each.Machine))

        let undecided =
            grade.Good @ grade.Bugs |> List.tryFind (fun each -> each.Outcome = LawOutcome.Unknown)

        match strict, missed, undecided with
        | Some advice, _, _ -> advice
        | None, Some bug, _ -> toMiss exercise law bug
        | None, None, Some grade -> LawAdvice.Undecided grade
        | None, None, None -> LawAdvice.Done

module LawOutcome =

    let private states count =
        if count = 1L then "1 state" else $"{count:N0} states"

    let private place (found: LawBreak) =
        match found.Schedule.Choices.Length with
        | 0 -> "at the start"
        | steps -> $"in step {steps}"

    let words isGood (grade: MachineGrade) =
        match isGood, grade.Outcome with
        | true, LawOutcome.Keeps -> $"keeps your law in all {states grade.States}"
        | true, LawOutcome.Breaks found ->
            $"your law is too strict: this machine is correct and breaks it {place found}"
        | false, LawOutcome.Keeps -> $"missed: your law holds in all {states grade.States}"
        | false, LawOutcome.Breaks found -> $"caught {place found}"
        | _, LawOutcome.Unknown -> $"unknown: the search ended after {states grade.States}"

module LawAdvice =

    let private missed (bug: BuggyMachine) =
        $"Your law misses this bug: {bug.Machine.About}. {bug.Hint.Clue}"

    let words advice =
        match advice with
        | LawAdvice.Done -> [ "Your law holds on every good machine and catches every bug." ]
        | LawAdvice.TooStrict(grade, clause) ->
            [ $"Your law is too strict. This machine is correct and breaks it: {grade.Machine.About}."
              $"The clause that it breaks: {Law.printClause clause}."
              match clause.Kind with
              | LawKind.Always
              | LawKind.Never ->
                  "Open the run and look at its last state. Must this hold at every moment, or only at last?"
              | LawKind.AtLast -> "Open the run: which of its last states is good, although your law says otherwise?" ]
        | LawAdvice.BeginClause bug -> [ missed bug; $"Next: begin a clause with '{LawKind.words bug.Hint.Kind}'." ]
        | LawAdvice.UseWord(bug, word) ->
            [ missed bug
              $"Next: the word '{word.Name}', used as '{LawWord.usage word}': {word.About}" ]
        | LawAdvice.SayMore bug ->
            [ missed bug
              "Next: your law has the words for it. Say it of every one of a sort, or in both directions." ]
        | LawAdvice.Undecided grade ->
            [ $"The search was cut for this machine, so its grade is unknown: {grade.Machine.About}." ]
