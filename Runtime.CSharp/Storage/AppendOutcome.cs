using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>What became of an append.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>Every event is on disk and stays there.</summary>
    public sealed record Durable : AppendOutcome;

    /// <summary>An event is not the next of its feed; nothing was written.</summary>
    public sealed record Refused(Event Event, AppendError AppendError) : AppendOutcome;

    /// <summary>The files could not be written, such as on a full disk; nothing of the append is kept, all that was acknowledged is.</summary>
    public sealed record Failed(StoreException Reason) : AppendOutcome;
}
