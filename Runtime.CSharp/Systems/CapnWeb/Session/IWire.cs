using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Where a session's messages go. Called by one thread at a time.</summary>
internal interface IWire
{
    void Send(Message message);

    /// <summary>No further message follows at once.</summary>
    void Flush();

    /// <summary>What was sent still goes out.</summary>
    void Close(string reason);
}
