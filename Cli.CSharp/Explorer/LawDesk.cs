using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification.Laws;

namespace PeerFunctional.Cli.Explorer;

/// <summary>What a page asks for to write laws on a system.</summary>
[RpcTarget]
internal sealed class LawDesk : IDisposable
{
    private readonly string system;
    private readonly LawExercise exercise;
    private readonly CancellationTokenSource ended;

    /// <exception cref="RpcException">The system has no words for laws.</exception>
    public LawDesk(string system, CancellationToken ended)
    {
        this.system = system;
        exercise = PeerFunctional.Systems.tryFind(system) is { IsSome: true, Value.Laws: { IsSome: true, Value: var found } }
            ? found
            : throw new RpcException($"{system} has no words for laws.");
        this.ended = CancellationTokenSource.CreateLinkedTokenSource(ended);
    }

    public LawExerciseView Exercise() => LawExerciseView.Of(system, exercise);

    /// <summary>Why a text is no law; null where it is one.</summary>
    public LawProblemView? Problem(string text) =>
        LawParser.parse(exercise.Vocabulary, text) is { IsError: true, ErrorValue: var problem } ? LawProblemView.Of(text, problem) : null;

    /// <exception cref="RpcException">The text is no law.</exception>
    public LawGrading Grade(string text, Func<LawMachineView, Task> hear)
    {
        var parsed = LawParser.parse(exercise.Vocabulary, text);
        return parsed.IsOk
            ? new(system, exercise, parsed.ResultValue, RpcStub.Dup(hear), ended.Token)
            : throw new RpcException(LawProblemModule.words(text, parsed.ErrorValue));
    }

    public void Dispose() => ended.Cancel();
}
