using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Something that a conversation does in its turn.</summary>
internal interface IWork
{
    void Do(Conversation conversation);
}

/// <summary>Waits for the outcome of a promise.</summary>
internal interface IAwaiting
{
    void Complete(Conversation conversation, HeldResult result);
}

/// <summary>Commands of the application.</summary>
internal sealed class CommandWork(params UserCommand[] commands) : IWork
{
    public void Do(Conversation conversation)
    {
        foreach (var command in commands) conversation.Command(command);
    }
}
