using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>A call of the application, with who waits for its value; then the call's own hook is dropped.</summary>
internal sealed class CallWork(
    long outcome, Hook target, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, IAwaiting? waiting) : IWork
{
    public void Do(Conversation conversation)
    {
        outbound.Retain(conversation);
        var given = arguments is null
            ? FSharpValueOption<FSharpList<Held>>.ValueNone
            : FSharpValueOption<FSharpList<Held>>.NewValueSome(arguments);
        conversation.Command(UserCommand.NewCall(outcome, target, path, given));
        if (waiting is null) return;
        conversation.Await(outcome, waiting);
        conversation.Command(UserCommand.NewDrop(Hook.NewOutcome(outcome)));
    }
}

/// <summary>A call of a stream's method, whose answer is told.</summary>
internal sealed class WriteWork(
    long outcome, Hook stream, string method, FSharpList<Held> arguments, Outbound outbound, IAwaiting waiting) : IWork
{
    public void Do(Conversation conversation)
    {
        outbound.Retain(conversation);
        conversation.Command(UserCommand.NewWrite(outcome, stream, method, arguments));
        conversation.Await(outcome, waiting);
        conversation.Command(UserCommand.NewDrop(Hook.NewOutcome(outcome)));
    }
}

/// <summary>Nobody waits for an outcome any more.</summary>
internal sealed class ForgetWork(long outcome) : IWork
{
    public void Do(Conversation conversation) => conversation.Forget(outcome);
}

/// <summary>What a target returned.</summary>
internal sealed class AnswerWork(long call, HeldResult result, Outbound outbound) : IWork
{
    public void Do(Conversation conversation)
    {
        outbound.Retain(conversation);
        conversation.Answer(call, result);
    }
}

/// <summary>A value that a task of the application brought.</summary>
internal sealed class SettleWork(long outcome, HeldResult result, Outbound outbound) : IWork
{
    public void Do(Conversation conversation)
    {
        outbound.Retain(conversation);
        conversation.Command(UserCommand.NewSettle(outcome, result));
    }
}
