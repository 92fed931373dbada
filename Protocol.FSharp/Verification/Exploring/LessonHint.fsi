namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Verification

/// What a learner does next in a lesson.
[<RequireQualifiedAccess>]
type LessonHint =

    /// Nothing: the aim is reached.
    | Reached

    /// Take the choice at this place.
    | Choose of place: int

    /// Let the run to quiet take so many steps, which lead to the aim.
    | RunToQuiet of steps: int

    /// Go back to the step of this depth, because the aim cannot be reached from here.
    | GoBack of depth: int

    /// The search for the aim was cut before it found a way.
    | Unknown

module LessonHint =

    /// Where a lesson of a system starts: with the published machine, where there are several.
    val start: system: ProtocolSystem -> lesson: Lesson -> ExplorationStart

    /// The next step of a shortest way to the lesson's aim, or the run to quiet where it spares many steps; `way` leads from the start to where the learner is, the start first.
    val next: engine: ISearch -> lesson: Lesson -> way: Position list -> LessonHint
