using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>One call of the peer on a target.</summary>
internal sealed class Invocation(Conversation conversation, long call)
{
    public Conversation Conversation => conversation;

    public Inbound Arguments { get; } = new(conversation, isBorrowed: true);

    public Outbound Result { get; private set; } = new(conversation, passes: true);

    /// <summary>Starts at once, and answers the call when the target has.</summary>
    public async Task RunAsync(Target target, Member member)
    {
        HeldResult result;
        try
        {
            var value = member switch
            {
                Member.Get get => target.GetAsync(get.name, this),
                Member.Call call => target.CallAsync(call.name, call.arguments, this),
                Member.Apply apply => target.ApplyAsync(apply.arguments, this),
                _ => throw new RpcException("Unknown request."),
            };
            result = HeldResult.NewOk(await value.ConfigureAwait(false));
        }
        catch (Exception problem)
        {
            result = HeldResult.NewError(Failed(problem));
        }

        Arguments.Expire();
        conversation.Post(new AnswerWork(call, result, Result));
    }

    private Held Failed(Exception problem)
    {
        Result.Undo();
        Result = new(conversation, passes: true);
        try
        {
            return Failures.Of(problem, Result);
        }
        catch (Exception inner)
        {
            // The filter failed, or a property of the error cannot be sent.
            Result.Undo();
            Result = new(conversation, passes: true);
            return Failures.Error(inner.Message);
        }
    }
}
