using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The stubs in values that came from the peer.</summary>
/// <param name="conversation">Whose values they are.</param>
/// <param name="isBorrowed">Whether they are the arguments of a call, and go when it ends.</param>
internal sealed class Inbound(Conversation conversation, bool isBorrowed)
{
    private List<RpcStub>? stubs;
    private List<Hook>? claimed;
    private List<PipeTarget>? pipes;

    public Conversation Conversation => conversation;

    /// <summary>The stub of a reference.</summary>
    public RpcStub Stub(Reference reference)
    {
        var stub = new RpcStub(conversation, Claim(reference), isBorrowed);
        (stubs ??= []).Add(stub);
        return stub;
    }

    /// <summary>The reference belongs to who asks for it.</summary>
    public Hook Claim(Reference reference)
    {
        var hook = ReferenceModule.hook(reference);
        if (!isBorrowed) (claimed ??= []).Add(hook);
        return hook;
    }

    /// <summary>The writer's end of a stream that came.</summary>
    public PipeTarget? Pipe(Reference reference)
    {
        if (conversation.Targets.Find(((Reference.Readable)reference).target) is not PipeTarget pipe) return null;
        if (isBorrowed) (pipes ??= []).Add(pipe);
        return pipe;
    }

    /// <summary>The stubs are disposed with a promise.</summary>
    public void GiveTo(RpcPromise? owner)
    {
        if (stubs is not null) owner?.Own(stubs);
    }

    /// <summary>
    /// The call that had them as arguments has ended: the session gives up what they lead to. A stream that is being read goes on.
    /// </summary>
    public void Expire()
    {
        foreach (var stub in stubs ?? []) stub.Expire();
        foreach (var pipe in pipes ?? [])
        {
            if (!pipe.IsBegun) pipe.GiveUp();
        }
    }

    public void DisposeStubs()
    {
        foreach (var stub in stubs ?? []) stub.Dispose();
    }

    /// <summary>Gives up the references of a value that nobody took.</summary>
    public void DropUnclaimed(Held value)
    {
        var references = ValueModule.references(value);
        if (references.IsEmpty) return;
        foreach (var reference in references)
        {
            var owned = ReferenceModule.owned(reference);
            if (!owned.IsValueSome) continue;
            var hook = owned.Value;
            if (claimed is null || !claimed.Remove(hook)) conversation.Drop(hook);
        }
    }
}
