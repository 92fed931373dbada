namespace PeerFunctional.Verification.Laws

open PeerFunctional.Verification
open PeerFunctional.Verification.Exploring

/// A run of a machine that breaks a law.
type LawBreak =
    {
        Clause: LawClause

        /// Opens in `peer explore`.
        Schedule: Schedule

        /// Whether its steps can repeat for ever from some step on.
        IsLoop: bool
    }

[<RequireQualifiedAccess>]
type LawOutcome =

    /// In every state of each of its worlds.
    | Keeps
    | Breaks of LawBreak

    /// A search was cut before it could tell.
    | Unknown

/// How a machine stands to a law.
type MachineGrade =
    {
        Machine: JudgedMachine
        Outcome: LawOutcome

        /// How many states were seen, in all its worlds.
        States: int64
    }

/// How a law stands to all machines of an exercise, or to those that were judged so far.
type LawGrade =
    {
        Good: MachineGrade list
        Bugs: MachineGrade list
    }

/// What to do next with a law.
[<RequireQualifiedAccess>]
type LawAdvice =

    /// Every good machine keeps it, and every bug breaks it.
    | Done

    /// A correct machine breaks this clause.
    | TooStrict of MachineGrade * LawClause

    /// A bug keeps the law: begin a clause otherwise, use another word, or say more with the words that it has.
    | BeginClause of BuggyMachine
    | UseWord of BuggyMachine * LawWord
    | SayMore of BuggyMachine

    /// A search was cut before it could tell.
    | Undecided of MachineGrade

module LawGrade =

    val empty: LawGrade

    /// Judges one machine of a system by a law.
    val judge:
        system: string -> exercise: LawExercise -> engine: ISearch -> law: Law -> machine: JudgedMachine -> MachineGrade

    /// How many good machines keep the law, and how many bugs break it.
    val score: grade: LawGrade -> struct (int * int)

    val advice: exercise: LawExercise -> law: Law -> grade: LawGrade -> LawAdvice

module LawOutcome =

    /// The outcome of a good machine, and of one with a bug, in one sentence.
    val words: isGood: bool -> grade: MachineGrade -> string

module LawAdvice =

    /// A sentence, and the next ones for a reader who asks for more.
    val words: advice: LawAdvice -> string list
