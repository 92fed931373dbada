namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>Bytes of streams that may still be kept, of all connections of a capture together.</summary>
internal sealed class ByteBudget(long most)
{
    private long left = most;

    /// <summary>Takes some of it; false where it has less.</summary>
    public bool Take(int count)
    {
        if (left < count) return false;
        left -= count;
        return true;
    }
}
