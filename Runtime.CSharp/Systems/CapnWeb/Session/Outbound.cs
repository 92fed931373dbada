using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The objects and stubs in values on their way to the peer.</summary>
/// <param name="conversation">Whose values they are.</param>
/// <param name="passes">Whether stubs pass over to the peer, as those that a method returns do.</param>
internal class Outbound(Conversation conversation, bool passes)
{
    private List<long>? targets;
    private List<Hook>? retained;
    private List<RpcStub>? passed;

    public Conversation Conversation => conversation;

    /// <summary>A new stub of an object or a function.</summary>
    public virtual Reference Add(Target target) => Reference.NewStub(AddTarget(target));

    /// <summary>A new stream that the peer writes to.</summary>
    public virtual Reference AddWritable(Target target) => Reference.NewWritable(AddTarget(target));

    /// <summary>A new stream that the peer reads from.</summary>
    public virtual Reference AddReadable(SourceTarget source) => Reference.NewReadable(((Hook.Target)AddTarget(source)).Item);

    /// <summary>A stub or a promise that came from a peer.</summary>
    public virtual Reference Mention(RpcStub stub)
    {
        if (stub.Caller != conversation) return Add(new ForwardingTarget(passes ? stub : stub.Dup()));
        var hook = stub.Hook;
        if (stub.HasPath)
        {
            (retained ??= []).Add(hook);
            return Reference.NewPart(hook, stub.Path);
        }

        if (passes && stub.TryPass()) (passed ??= []).Add(stub);
        else (retained ??= []).Add(hook);
        return stub is RpcPromise ? Reference.NewAwaited(hook) : Reference.NewStub(hook);
    }

    /// <summary>A reference of the session is mentioned once more.</summary>
    public void Hold(Reference reference)
    {
        if (ReferenceModule.hook(reference) is { IsTarget: false } hook) (retained ??= []).Add(hook);
    }

    /// <summary>A promise of what a task brings.</summary>
    public virtual Reference Promise<T>(Task<T> task, Converter converter)
    {
        var outcome = conversation.NewOutcome();
        conversation.Post(UserCommand.NewPromise(outcome));
        _ = SettleAsync(outcome, task, converter);
        return Reference.NewAwaited(Hook.NewOutcome(outcome));
    }

    /// <summary>Only for work in its turn: what is mentioned besides its owner's mention is held once more.</summary>
    public void Retain(Conversation inTurn)
    {
        if (retained is null) return;
        foreach (var hook in retained) inTurn.Command(UserCommand.NewRetain(hook));
    }

    /// <summary>Nothing of it is sent.</summary>
    public void Undo()
    {
        foreach (var target in targets ?? []) conversation.Targets.Dispose(target);
        foreach (var stub in passed ?? []) conversation.Drop(stub.Hook);
        (targets, retained, passed) = (null, null, null);
    }

    private Hook AddTarget(Target target)
    {
        var number = conversation.Targets.Add(target);
        (targets ??= []).Add(number);
        return Hook.NewTarget(number);
    }

    private async Task SettleAsync<T>(long outcome, Task<T> task, Converter converter)
    {
        var outbound = new Outbound(conversation, passes: true);
        HeldResult result;
        try
        {
            result = HeldResult.NewOk(converter.Write(await task.ConfigureAwait(false), outbound, 0));
        }
        catch (Exception problem)
        {
            outbound.Undo();
            outbound = new(conversation, passes: true);
            result = HeldResult.NewError(Failures.Of(problem, outbound));
        }

        conversation.Post(new SettleWork(outcome, result, outbound));
    }
}
