namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Kernel
open PeerFunctional.Verification

[<RequireQualifiedAccess>]
type LessonHint =
    | Reached
    | Choose of place: int
    | RunToQuiet of steps: int
    | GoBack of depth: int
    | Unknown

module LessonHint =

    let start system (lesson: Lesson) =
        { System = system.Name
          World = lesson.World
          Policy =
            if ProtocolSystem.hasOneMachine system then
                ValueNone
            else
                ValueSome PeerPolicies.published
          Assumptions = Assumptions.ordered Network.Ordered lesson.Budget }

    let private back (position: Position) =
        if position.Depth = 0 then
            LessonHint.Unknown
        else
            LessonHint.GoBack(position.Depth - 1)

    /// Whether the way went around once: its last state came before.
    let private repeats (way: Position list) =
        let last = List.last way

        way |> List.exists (fun earlier -> earlier.Depth < last.Depth && earlier.Digest = last.Digest)

    /// Steps of a run from which the button for it spares a reader work.
    [<Literal>]
    let private ManySteps = 5

    /// The steps of the run to quiet, where it is long and the goal is lost at its end.
    let private longRun (property: int) (position: Position) =
        if position.Properties.Value[property].Kind <> PropertyKind.Goal then
            ValueNone
        else
            match Exploration.runToQuiet (fun () -> true) position with
            | struct (_, (Rest.Limit | Rest.Goal)) -> ValueNone
            | struct (run, Rest.End) when
                run.Length >= ManySteps
                && (List.last run).Properties.Value[property].Status = PropertyStatus.Violated
                ->
                ValueSome run.Length
            | struct (run, Rest.Repeats) when run.Length >= ManySteps -> ValueSome run.Length
            | struct (_, (Rest.End | Rest.Repeats)) -> ValueNone

    let private violate (engine: ISearch) sentence way =
        let position: Position = List.last way

        match position.Properties.Value |> List.tryFindIndex (fun property -> property.Sentence = sentence) with
        | None -> LessonHint.Unknown
        | Some property when position.Properties.Value[property].Status = PropertyStatus.Violated -> LessonHint.Reached
        | Some property ->
            let found = position.Search engine (ValueSome property)

            match found.Violation, found.Extent with
            // The steps can repeat for ever from here on.
            | ValueSome { Loop = ValueSome 0 }, _ when repeats way -> LessonHint.Reached
            | ValueSome { Choices = place :: _ }, _ ->
                match longRun property position with
                | ValueSome steps -> LessonHint.RunToQuiet steps
                | ValueNone -> LessonHint.Choose place
            | ValueSome { Choices = [] }, _ -> LessonHint.Reached
            | ValueNone, Exhaustive -> back position
            | ValueNone, (CutBy _ | Decided) -> LessonHint.Unknown

    let private taken (way: Position list) =
        way
        |> List.choose (fun position -> position.Step.Choice |> ValueOption.map _.Sentence |> ValueOption.toOption)

    let private take steps way =
        let taken = taken way
        let position = List.last way

        let same =
            List.zip (List.truncate taken.Length steps) (List.truncate steps.Length taken)
            |> List.takeWhile (fun (step, taken) -> step = taken)
            |> List.length

        if same = steps.Length then
            LessonHint.Reached
        elif same < taken.Length then
            LessonHint.GoBack same
        else
            match position.Choices.Value |> List.tryFindIndex (fun choice -> choice.Sentence = steps[same]) with
            | Some place -> LessonHint.Choose place
            | None -> LessonHint.Unknown

    let next engine (lesson: Lesson) way =
        match lesson.Aim with
        | LessonAim.Violate sentence -> violate engine sentence way
        | LessonAim.Take steps -> take steps way
