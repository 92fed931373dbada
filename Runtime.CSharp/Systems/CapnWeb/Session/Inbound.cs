using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The stubs in values that came from the peer.</summary>
/// <param name="conversation">Whose values they are.</param>
/// <param name="isBorrowed">Whether they are the arguments of a call, and go when it ends.</param>
internal sealed class Inbound(Conversation conversation, bool isBorrowed)
{
    private List<RpcStub>? stubs;
    private List<Hook>? claimed;

    public Conversation Conversation => conversation;

    /// <summary>Whether who takes a reference must drop it.</summary>
    public bool Owns => !isBorrowed;

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
    public PipeTarget? Pipe(Reference reference) =>
        conversation.Targets.Find(((Reference.Readable)reference).target) as PipeTarget;

    /// <summary>The stubs are disposed with a promise.</summary>
    public void GiveTo(RpcPromise? owner)
    {
        if (stubs is not null) owner?.Own(stubs);
    }

    /// <summary>The call that had them as arguments has ended: the session gives up what they lead to.</summary>
    public void Expire()
    {
        foreach (var stub in stubs ?? []) stub.Expire();
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
            var hook = ReferenceModule.hook(reference);
            if (claimed is null || !claimed.Remove(hook)) conversation.Drop(hook);
        }
    }
}
