using PeerFunctional.Kernel;
using PeerFunctional.Verification.Exploring;
using PeerFunctional.Verification.Laws;

namespace PeerFunctional.Cli.Explorer;

/// <summary>What laws on a system say, and how many machines they are graded by.</summary>
internal sealed record LawExerciseView(string System, string Beginning, LawWordView[] Sorts, LawWordView[] Words, int Correct, int Bugs)
{
    public static LawExerciseView Of(string system, LawExercise exercise) => new(
        system, exercise.Beginning,
        [.. exercise.Vocabulary.Sorts.Select(sort => new LawWordView(sort.Name, sort.Name, sort.About))],
        [.. exercise.Vocabulary.Words.Select(word => new LawWordView(word.Name, LawWordModule.usage(word), word.About))],
        exercise.Good.Length, exercise.Bugs.Length);
}

/// <summary>A word, how it is used, and what it says.</summary>
internal sealed record LawWordView(string Name, string Use, string About);

/// <summary>Why a text is no law: the line and the column from 1, and the letters that it is about, from 0.</summary>
internal sealed record LawProblemView(int Line, int Column, int Offset, int Length, string Sentence)
{
    public static LawProblemView Of(string text, LawProblem problem)
    {
        var (line, column) = LawProblemModule.position(text, problem);
        return new(line, column, problem.Offset, problem.Length, TerminalText.show(problem.Sentence));
    }
}

/// <summary>How a machine stands to a law: `keeps`, `breaks` or `unknown`. `Link` opens the run that breaks it.</summary>
internal sealed record LawMachineView(string Name, string About, bool IsCorrect, string Outcome, string Sentence, string? Clause, string? Link)
{
    public static LawMachineView Of(MachineGrade grade, bool isCorrect)
    {
        var found = grade.Outcome is LawOutcome.Breaks { Item: var breaks } ? breaks : null;
        return new(
            grade.Machine.Name, grade.Machine.About, isCorrect, NameOf(grade.Outcome), LawOutcomeModule.words(isCorrect, grade),
            found is null ? null : LawModule.printClause(found.Clause), found is null ? null : ScheduleModule.print(found.Schedule));
    }

    private static string NameOf(LawOutcome outcome) => outcome switch
    {
        { IsKeeps: true } => "keeps",
        { IsUnknown: true } => "unknown",
        _ => "breaks",
    };
}

/// <summary>A whole grade. `Advice` is what to do next: a sentence, and the next ones for a reader who asks for more.</summary>
internal sealed record LawGradeView(int Kept, int Correct, int Caught, int Bugs, bool IsDone, string[] Advice)
{
    public static LawGradeView Of(LawExercise exercise, Law law, LawGrade grade)
    {
        var (kept, caught) = LawGradeModule.score(grade);
        var advice = LawGradeModule.advice(exercise, law, grade);
        return new(kept, grade.Good.Length, caught, grade.Bugs.Length, advice.IsDone, [.. LawAdviceModule.words(advice)]);
    }
}
