using Microsoft.FSharp.Collections;
using PeerFunctional.Cli.Explorer;
using PeerFunctional.Verification.Exploring;
using PeerFunctional.Verification.Laws;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer grade</c>: a law against correct machines and machines with a planted bug.</summary>
internal static class GradeCommand
{
    public static Task<int> Run(GradeOptions options, Screen screen, CancellationToken cancellation)
    {
        // The command line has made sure that the system has words for laws, and that the law is one.
        var exercise = PeerFunctional.Systems.tryFind(options.System).Value.Laws.Value;
        return Task.FromResult(options.Law is { Value: var text }
            ? Grade(options, exercise, LawParser.parse(exercise.Vocabulary, text).ResultValue, screen, cancellation)
            : List(options.System, exercise, screen));
    }

    private static int List(string system, LawExercise exercise, Screen screen)
    {
        screen.Answer($"Words for laws on {system}:");
        screen.Table(["use", "meaning"], exercise.Vocabulary.Words.Select(word => new[] { LawWordModule.usage(word), word.About }));
        screen.Answer();
        screen.Table(["sort", "meaning"], exercise.Vocabulary.Sorts.Select(sort => new[] { sort.Name, sort.About }));
        screen.Answer();
        screen.Answer($"A law begins with always, never or at last; several are joined with ';'. {exercise.Good.Length} correct machines must keep it, and it must catch {exercise.Bugs.Length} bugs.");
        screen.Answer("A law to begin with:");
        screen.Answer($"    peer grade {system} '{exercise.Beginning}'");
        foreach (var word in exercise.Vocabulary.Words)
            screen.Object(new { System = system, Word = word.Name, Use = LawWordModule.usage(word), word.Sorts, word.IsNumber, word.About });
        return ExitCode.Done;
    }

    private static int Grade(GradeOptions options, LawExercise exercise, Law law, Screen screen, CancellationToken cancellation)
    {
        var engine = new LawSearch(options.MaxStates, cancellation);
        var judged = 0;
        var all = exercise.Good.Length + exercise.Bugs.Length;

        MachineGrade Judge(JudgedMachine machine, bool isGood)
        {
            screen.Status($"machine {++judged} of {all}: {machine.About}");
            var grade = LawGradeModule.judge(options.System, exercise, engine, law, machine);
            cancellation.ThrowIfCancellationRequested();
            Tell(grade, isGood, screen);
            return grade;
        }

        screen.Answer("Correct machines:");
        var good = ListModule.OfSeq(exercise.Good.Select(machine => Judge(machine, isGood: true)).ToList());
        screen.Answer("Machines with a planted bug:");
        var bugs = ListModule.OfSeq(exercise.Bugs.Select(bug => Judge(bug.Machine, isGood: false)).ToList());
        return Conclude(options, exercise, law, new(good, bugs), screen);
    }

    private static void Tell(MachineGrade grade, bool isGood, Screen screen)
    {
        var found = grade.Outcome is LawOutcome.Breaks { Item: var breaks } ? breaks : null;
        var link = found is null ? null : ScheduleModule.print(found.Schedule);
        screen.Answer($"  {grade.Machine.About}: {LawOutcomeModule.words(isGood, grade)}");
        if (link is not null && (isGood || screen.Verbose)) screen.Answer($"    peer explore '{link}'");
        screen.Object(new
        {
            Machine = grade.Machine.Name,
            grade.Machine.About,
            IsCorrect = isGood,
            Outcome = grade.Outcome.IsKeeps ? "keeps" : grade.Outcome.IsUnknown ? "unknown" : "breaks",
            grade.States,
            Clause = found is null ? null : LawModule.printClause(found.Clause),
            Steps = found?.Schedule.Choices.Length,
            Link = link,
        });
    }

    private static int Conclude(GradeOptions options, LawExercise exercise, Law law, LawGrade grade, Screen screen)
    {
        var (kept, caught) = LawGradeModule.score(grade);
        var advice = LawGradeModule.advice(exercise, law, grade);
        var sentences = LawAdviceModule.words(advice).ToArray();
        screen.KeepStatus();
        screen.Answer($"Grade: {kept} of {grade.Good.Length} correct machines keep your law; it catches {caught} of {grade.Bugs.Length} bugs.");
        foreach (var sentence in options.Hint ? sentences : sentences[..1]) screen.Answer(sentence);
        if (!options.Hint && sentences.Length > 1) screen.Answer("With --hint: the next step.");
        screen.Object(new { options.System, Kept = kept, Correct = grade.Good.Length, Caught = caught, Bugs = grade.Bugs.Length, Advice = sentences });
        return advice.IsDone ? ExitCode.Done : advice.IsUndecided ? ExitCode.Unknown : ExitCode.Failed;
    }
}
