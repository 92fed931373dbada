namespace PeerFunctional.Verification

/// An answer that a learner can choose.
type LessonAnswer =
    {
        Text: string
        IsRight: bool

        /// What a learner who chose it reads.
        Reply: string
    }

/// What the learner brings about in the world of a lesson.
[<RequireQualifiedAccess>]
type LessonAim =

    /// A property is violated, by its sentence.
    | Violate of property: string

    /// These steps are taken, each by the sentence that it is offered with.
    | Take of steps: string list

/// A lesson on one defect or subtlety of a published protocol: a learner sees the original fail, guesses why, makes it fail by hand,
/// reads the law, and sees the mended machine keep it.
type Lesson =
    {
        /// A stable name in small letters and dashes.
        Name: string
        Title: string

        /// The notion that it teaches, in a word or two.
        Topic: string
        World: string

        /// What may go wrong in the world.
        Budget: FaultBudget

        /// The command that shows a recording of the original, in a checkout of the project, and what to see in it.
        Watch: string
        Seen: string

        /// What the learner is asked before the learner drives.
        Question: string
        Answers: LessonAnswer list

        /// What the learner is asked to bring about.
        Task: string
        Aim: LessonAim

        /// Why it came about.
        Why: string

        /// The rule that was missing, or that holds.
        Law: string

        /// The names of the mends that keep the law, of the system's `Mends`; none where the published machine keeps it.
        Mends: string list
    }

module Lesson =

    /// A wrong answer with its reply.
    val wrong: text: string -> reply: string -> LessonAnswer

    /// The right answer with its reply.
    val right: text: string -> reply: string -> LessonAnswer
