using Microsoft.FSharp.Collections;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification.Laws;

namespace PeerFunctional.Cli.Explorer;

/// <summary>
/// Grades a law in the background, and tells the page of each machine as it is judged. It ends with its session, and when it is let go of.
/// </summary>
[RpcTarget]
internal sealed class LawGrading : IDisposable
{
    private const long MaxStates = 100_000;

    private readonly CancellationTokenSource cancelled;
    private readonly Task<LawGradeView> graded;

    public LawGrading(string system, LawExercise exercise, Law law, Func<LawMachineView, Task> hear, CancellationToken ended)
    {
        cancelled = CancellationTokenSource.CreateLinkedTokenSource(ended);
        graded = Task.Run(async () =>
        {
            using var _ = RpcStub.Of(hear);
            return await GradeAsync(system, exercise, law, hear, cancelled.Token);
        });
    }

    public Task<LawGradeView> Result() => graded;

    public void Cancel() => cancelled.Cancel();

    public void Dispose() => cancelled.Cancel();

    private static async Task<LawGradeView> GradeAsync(
        string system, LawExercise exercise, Law law, Func<LawMachineView, Task> hear, CancellationToken cancellation)
    {
        var engine = new LawSearch(MaxStates, cancellation);

        async Task<FSharpList<MachineGrade>> JudgeAsync(IEnumerable<JudgedMachine> machines, bool isCorrect)
        {
            List<MachineGrade> grades = [];
            foreach (var machine in machines)
            {
                var grade = LawGradeModule.judge(system, exercise, engine, law, machine);
                if (cancellation.IsCancellationRequested) throw new RpcException("The grading was stopped.");
                grades.Add(grade);
                await hear(LawMachineView.Of(grade, isCorrect));
            }

            return ListModule.OfSeq(grades);
        }

        var good = await JudgeAsync(exercise.Good, isCorrect: true);
        var bugs = await JudgeAsync(exercise.Bugs.Select(bug => bug.Machine), isCorrect: false);
        return LawGradeView.Of(exercise, law, new(good, bugs));
    }
}
