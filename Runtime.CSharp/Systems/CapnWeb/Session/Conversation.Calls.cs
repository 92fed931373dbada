using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The calls of its stubs.</summary>
internal sealed partial class Conversation
{
    public override Outbound NewOutbound() => new(this, passes: false);

    public override Hook Call(Hook target, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound)
    {
        var outcome = NewOutcome();
        Post(new CallWork(outcome, target, path, arguments, outbound, null));
        return Hook.NewOutcome(outcome);
    }

    public override Task<T> Result<T>(
        Hook target, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, Converter converter,
        RpcPromise? owner, CancellationToken cancellation)
    {
        var pending = new PendingResult<T>(converter, owner);
        var outcome = NewOutcome();
        Post(new CallWork(outcome, target, path, arguments, outbound, pending));
        pending.CancelWith(cancellation, this, outcome);
        return pending.Task;
    }

    public override Hook Map(Hook target, FSharpList<PathStep> path, Func<Recorder, RpcStub, Held> function)
    {
        var recorder = new Recorder(this);
        var program = recorder.Record(function);
        var outbound = NewOutbound();
        var captures = recorder.Captured.Select(stub => ReferenceModule.hook(outbound.Mention(stub))).ToArray();
        var outcome = NewOutcome();
        Post(new MapWork(outcome, target, path, new(ListModule.OfArray(captures), program), outbound));
        return Hook.NewOutcome(outcome);
    }

    public override void Retain(Hook hook) => Post(UserCommand.NewRetain(hook));

    public override void Drop(Hook hook) => Post(UserCommand.NewDrop(hook));

    private sealed class MapWork(long outcome, Hook target, FSharpList<PathStep> path, Mapping mapping, Outbound outbound) : IWork
    {
        public void Do(Conversation conversation)
        {
            outbound.Retain(conversation);
            conversation.Command(UserCommand.NewMap(outcome, target, path, mapping));
        }
    }
}
