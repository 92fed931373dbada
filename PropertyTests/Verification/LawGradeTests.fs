namespace PeerFunctional.Tests.Verification

open Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Exploring
open PeerFunctional.Verification.Laws
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// The laws of every system, graded.
[<Collection "alone">]
module LawGradeTests =

    let private upTo states =
        { new ISearch with
            member _.Run model =
                StateSearch.Run(model, SearchOptions(Workers = 1, MaxStates = states)) }

    let private engine = upTo 100_000L

    let private exercises =
        [ for system in Systems.all do
              match system.Laws with
              | ValueSome exercise -> system, exercise
              | ValueNone -> () ]

    let names () : TheoryData<string> =
        let names = TheoryData<string>()

        for system, _ in exercises do
            names.Add system.Name

        names

    let private find name =
        exercises |> List.find (fun (system, _) -> system.Name = name)

    let private parsed (exercise: LawExercise) text =
        match LawParser.parse exercise.Vocabulary text with
        | Ok law -> law
        | Error problem -> failwith (LawProblem.words text problem)

    let private graded (system: ProtocolSystem) exercise law : LawGrade =
        let judge machine =
            LawGrade.judge system.Name exercise engine law machine

        { Good = exercise.Good |> List.map judge
          Bugs = exercise.Bugs |> List.map (fun bug -> judge bug.Machine) }

    let private told isGood (grades: MachineGrade list) =
        grades |> List.map (fun grade -> $"{grade.Machine.Name}: {LawOutcome.words isGood grade}")

    let private breaks (grade: MachineGrade) =
        match grade.Outcome with
        | LawOutcome.Breaks found -> Some found
        | LawOutcome.Keeps
        | LawOutcome.Unknown -> None

    /// The run of a link leads to the state that the link names.
    let private opens (found: LawBreak) =
        let link = Schedule.print found.Schedule

        match Schedule.parse link with
        | Error problem -> failwith $"{link}: {problem.Detail}"
        | Ok schedule ->
            match Systems.find schedule.Start.System schedule.Start.Policy schedule.Start.World with
            | Error problem -> failwith $"{link}: {problem.Detail}"
            | Ok scenario ->
                let first = Position.start scenario schedule.Start.Assumptions

                match Exploration.follow schedule.Choices first with
                | Ok way -> Expecto.Expect.equal (List.last (first :: way)).Digest schedule.Digest link
                | Error problem -> failwith $"{link}: {problem.Detail}"

    [<Theory; MemberData(nameof names)>]
    let ``The law that is given as an answer holds on every correct machine, catches every planted bug, and each run that it finds opens in the explorer``
        (name: string)
        : unit =
        let system, exercise = find name
        let law = parsed exercise exercise.Answer
        let grade = graded system exercise law

        grade.Good
        |> List.filter (fun grade -> grade.Outcome <> LawOutcome.Keeps)
        |> told true
        |> Expect.equal []

        grade.Bugs |> List.filter (breaks >> Option.isNone) |> told false |> Expect.equal []
        LawGrade.advice exercise law grade |> Expect.equal LawAdvice.Done
        Expecto.Expect.isGreaterThanOrEqual exercise.Good.Length 3 "correct machines"
        Expecto.Expect.isGreaterThanOrEqual exercise.Bugs.Length 10 "bugs"
        grade.Bugs |> List.choose breaks |> List.iter opens

    /// Whether the hint of a bug names a clause: how it begins, and some of its words.
    let private isNamed clause (bug: BuggyMachine) =
        let words = Law.words { Clauses = [ clause ] }

        (bug.Hint.Kind = LawKind.AtLast) = (clause.Kind = LawKind.AtLast)
        && bug.Hint.Words |> List.forall (fun word -> List.contains word words)

    [<Theory; MemberData(nameof names)>]
    let ``A law without one clause of the answer does not catch a bug whose hint names that clause``
        (name: string)
        : unit =
        let system, exercise = find name
        let law = parsed exercise exercise.Answer

        for clause in law.Clauses do
            let weaker = { Clauses = law.Clauses |> List.filter ((<>) clause) }

            let isMissed (bug: BuggyMachine) =
                LawGrade.judge system.Name exercise (upTo 20_000L) weaker bug.Machine |> breaks |> Option.isNone

            let missed = exercise.Bugs |> Seq.filter (isNamed clause) |> Seq.tryFind isMissed
            Expecto.Expect.isSome missed (Law.printClause clause)

    [<Theory; MemberData(nameof names)>]
    let ``Every word that a hint names is a word of the system, and the law to begin with is one``
        (name: string)
        : unit =
        let _, exercise = find name
        let words = exercise.Vocabulary.Words |> List.map _.Name

        exercise.Bugs
        |> List.collect _.Hint.Words
        |> List.filter (fun word -> not (List.contains word words))
        |> Expect.equal []

        parsed exercise exercise.Beginning |> Law.words |> Expect.isNonEmpty

    [<Fact>]
    let ``A law that a correct machine breaks is too strict, and its run opens in the explorer`` () : unit =
        let system, exercise = find "link"
        let law = parsed exercise "always for every peer p, item i: p got i"
        let grade = graded system exercise law

        match LawGrade.advice exercise law grade with
        | LawAdvice.TooStrict(grade, clause) ->
            clause |> Expect.equal law.Clauses.Head
            breaks grade |> Option.iter opens
        | advice -> failwith $"{LawAdvice.words advice}"

    [<Fact>]
    let ``Hints lead from clause to clause: to one word after the other, and to how a clause begins`` () : unit =
        let system, exercise = find "link"
        let clauses = (parsed exercise exercise.Answer).Clauses

        let next law =
            LawGrade.advice exercise law (graded system exercise law) |> LawAdvice.words |> List.last

        parsed exercise exercise.Beginning
        :: [ for length in [ 1; 2; 3; 4 ] -> { Clauses = List.take length clauses } ]
        |> List.map next
        |> Expect.equal
            [ "Next: the word 'before', used as 'i before j': one user gives both items, the first one earlier."
              "Next: the word 'before', used as 'i before j': one user gives both items, the first one earlier."
              "Next: the word 'unagreed', used as 'p unagreed': how many links brought the peer an item without an agreement of both ends."
              "Next: begin a clause with 'at last'."
              "Your law holds on every good machine and catches every bug." ]

    [<Fact>]
    let ``The law that the exercise for a class begins with catches four of sixteen bugs`` () : unit =
        let system, exercise = find "sneakernet"

        let law =
            parsed exercise "always for every peer p, event e: p announces e implies p stores e"

        let grade = graded system exercise law
        LawGrade.score grade |> Expect.equal (struct (4, 4))

        LawGrade.advice exercise law grade
        |> LawAdvice.words
        |> List.last
        |> Expect.equal "Next: begin a clause with 'at last'."

    [<Fact>]
    let ``A search that is cut leaves the grade unknown`` () : unit =
        let system, exercise = find "link"

        let law = parsed exercise exercise.Answer
        let grade = LawGrade.judge system.Name exercise (upTo 3L) law exercise.Good.Head
        grade.Outcome |> Expect.equal LawOutcome.Unknown

        LawGrade.advice exercise law { LawGrade.empty with Good = [ grade ] }
        |> Expect.equal (LawAdvice.Undecided grade)
