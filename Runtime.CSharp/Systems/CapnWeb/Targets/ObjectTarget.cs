using Microsoft.FSharp.Collections;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>An object of a marked type.</summary>
internal sealed class ObjectTarget : Target
{
    private readonly DispatchTable table;
    private readonly TargetTable targets;

    public ObjectTarget(object subject, TargetTable targets)
    {
        table = DispatchTable.Of(subject.GetType());
        (Subject, this.targets) = (subject, targets);
        targets.Mention(subject);
    }

    public object Subject { get; }

    public override ValueTask<Held> GetAsync(string name, Invocation invocation) =>
        table.TryFind(name, out var member) ? member.GetAsync(Subject, invocation) : new(Held.Undefined);

    public override ValueTask<Held> CallAsync(string name, FSharpList<Held> arguments, Invocation invocation) =>
        table.TryFind(name, out var member) ? member.CallAsync(Subject, arguments, invocation) : throw NotAFunction(name);

    public override void Dispose() => targets.Forget(Subject);
}

/// <summary>A delegate.</summary>
internal sealed class FunctionTarget(Delegate function) : Target
{
    private readonly Signature signature = Signature.OfDelegate(function.GetType());

    public Delegate Function => function;

    public override ValueTask<Held> ApplyAsync(FSharpList<Held> arguments, Invocation invocation) =>
        signature.CallAsync(function, arguments, invocation);
}

/// <summary>A method that was read without being called.</summary>
internal sealed class MethodTarget(object subject, Signature signature) : Target
{
    public override ValueTask<Held> ApplyAsync(FSharpList<Held> arguments, Invocation invocation) =>
        signature.CallAsync(subject, arguments, invocation);
}
