namespace PeerFunctional.Tests.Verification

open System.IO
open System.Text.RegularExpressions
open Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Exploring
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// What lessons say, against the machines that they speak of.
module LessonTests =

    /// More choices than the longest lesson takes.
    [<Literal>]
    let private MostSteps = 200

    [<Literal>]
    let private MostStates = 100_000L

    let private lessons =
        [ for system in Systems.all do
              for lesson in system.Lessons -> system, lesson ]

    let names () : TheoryData<string, string> =
        let names = TheoryData<string, string>()

        for system, lesson in lessons do
            names.Add(system.Name, lesson.Name)

        names

    let private find system lesson =
        lessons |> List.find (fun (owner, each) -> owner.Name = system && each.Name = lesson)

    let private engine =
        { new ISearch with
            member _.Run model =
                StateSearch.Run(model, SearchOptions(Workers = 1, MaxStates = MostStates)) }

    let private scenario (system: ProtocolSystem) policies world =
        match system.Scenario policies world with
        | ValueSome scenario -> scenario
        | ValueNone -> failwith $"{system.Name} has no world {world}"

    let private first system lesson =
        let start = LessonHint.start system lesson

        Position.start
            (scenario system (start.Policy |> ValueOption.defaultValue PeerPolicies.recovering) start.World)
            start.Assumptions

    /// The way that the hints lead, last position first, and what the last hint says.
    let rec private follow lesson (way: Position list) =
        match LessonHint.next engine lesson (List.rev way) with
        | LessonHint.Choose place when way.Length < MostSteps ->
            match way.Head.Take place with
            | ValueSome next -> follow lesson (next :: way)
            | ValueNone -> way, LessonHint.Unknown
        | LessonHint.RunToQuiet steps when way.Length < MostSteps ->
            let struct (run, _) = Exploration.runToQuiet (fun () -> true) way.Head
            run |> Expect.hasLength steps
            follow lesson (List.rev run @ way)
        | ending -> way, ending

    /// The world of a lesson under the recovering policy, as the stage that compares has it.
    let private mended system lesson =
        let start = LessonHint.start system lesson
        Position.start (scenario system PeerPolicies.recovering start.World) start.Assumptions

    let private isKept (position: Position) =
        Position.isGood position
        && position.Properties.Value
           |> List.forall (fun property -> property.Status <> PropertyStatus.Violated)

    /// The kinds of messages and the names that a lesson's question, task and explanation speak of.
    let private namedIn (lesson: Lesson) =
        let texts = lesson.Question + " " + lesson.Task + " " + lesson.Why

        let words pattern =
            [ for found in Regex.Matches(texts, pattern) -> found.Value ] |> set

        words @"\b[A-Z]{4,}\b", words @"\b(Alice|Bob|Carol)\b"

    /// The words of all messages along a way and the run without faults.
    let private sent (way: Position list) =
        let struct (calm, _) = Exploration.runToQuiet (fun () -> true) way.Head

        way @ calm
        |> List.collect (fun position -> position.InFlight.Value)
        |> List.collect (fun envelope -> List.ofArray (envelope.Words.Split ' '))
        |> set

    [<Theory; MemberData(nameof names)>]
    let ``The hints of a lesson lead to its aim past the messages and peers that it speaks of, and where a mend follows, the recovering policy meets the same faults and keeps every property``
        (system: string)
        (lesson: string)
        : unit =
        let system, lesson = find system lesson
        let way, hint = follow lesson [ first system lesson ]
        hint |> Expect.equal LessonHint.Reached
        let left = List.rev way
        let messages, peers = namedIn lesson
        messages - sent left |> Expect.isEmpty

        peers
        - set [ for peer in left.Head.Peers -> peer.Substring(0, 1).ToUpperInvariant() + peer.Substring 1 ]
        |> Expect.isEmpty

        if not lesson.Mends.IsEmpty then
            let compared = Exploration.compare left (mended system lesson)

            let struct (more, _) =
                Exploration.runToQuiet (fun () -> true) (List.last compared.Right)

            compared.Right @ more |> List.last |> isKept |> Expect.isTrue

            let faults (way: Position list) =
                way
                |> List.choose (fun position -> ValueOption.toOption position.Step.Choice)
                |> List.filter _.IsFault
                |> List.map Choice.kind

            faults compared.Right |> Expect.equal (faults left)

    [<Theory; MemberData(nameof names)>]
    let ``The machine that a lesson ends with keeps every property under the lesson's faults``
        (system: string)
        (lesson: string)
        : unit =
        let system, lesson = find system lesson

        let report =
            (scenario system PeerPolicies.recovering lesson.World).Accept
                { new IScenarioVisitor<SearchExtent * string list> with
                    member _.Visit subject =
                        let model =
                            WorldModel.create
                                subject.World
                                (Assumptions.ordered Network.Ordered lesson.Budget)
                                subject.Properties

                        let report = engine.Run model

                        report.Extent,
                        [ for struct (property, verdict) in report.Verdicts do
                              match verdict with
                              | Violated _ -> Property.sentence property
                              | Holds
                              | Witnessed _
                              | NeverWitnessed
                              | Unknown -> () ] }

        report |> Expect.equal (Exhaustive, [])

    [<Fact>]
    let ``A hint behind a wrong step of a lesson that names its steps leads back`` () : unit =
        let wrong =
            [ for system, lesson in lessons do
                  match lesson.Aim with
                  | LessonAim.Violate _ -> ()
                  | LessonAim.Take steps ->
                      let way, _ = follow lesson [ first system lesson ]

                      for position in List.tail way do
                          for place, choice in List.indexed position.Choices.Value do
                              if choice.Sentence <> steps[position.Depth] then
                                  let before =
                                      way |> List.filter (fun each -> each.Depth <= position.Depth) |> List.rev

                                  LessonHint.next
                                      engine
                                      lesson
                                      (before @ Option.toList (ValueOption.toOption (position.Take place))),
                                  LessonHint.GoBack position.Depth ]

        wrong |> Expect.isNonEmpty
        wrong |> List.filter (fun (hint, expected) -> hint <> expected) |> Expect.isEmpty

    [<Theory; MemberData(nameof names)>]
    let ``A lesson has one right answer, a recording, and mends that exist`` (system: string) (lesson: string) : unit =
        let system, lesson = find system lesson
        lesson.Answers |> List.filter _.IsRight |> Expect.hasLength 1
        lesson.Answers |> Expect.hasLength 3
        let mends = system.Mends |> List.map _.Name |> Set.ofList
        Set.isSubset (Set.ofList lesson.Mends) mends |> Expect.isTrue

        for file in Regex.Matches(lesson.Watch, @"interop-fixtures/\S+") do
            File.Exists(Path.Combine(Repository.root, file.Value)) |> Expect.isTrue

    [<Fact>]
    let ``There are two lessons for each system, and twelve in all`` () : unit =
        lessons |> List.distinctBy (fun (_, lesson) -> lesson.Name) |> Expect.hasLength lessons.Length
        Expecto.Expect.isGreaterThanOrEqual lessons.Length 12 "lessons"

        for system in Systems.all do
            Expecto.Expect.isGreaterThanOrEqual system.Lessons.Length 2 system.Name
