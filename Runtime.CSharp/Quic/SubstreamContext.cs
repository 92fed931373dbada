using System.Threading.Channels;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Quic;

/// <summary>What the connections of one transport share.</summary>
internal sealed class SubstreamContext<TMessage>(SubstreamWire<TMessage> wire, QuicBinding<TMessage> binding)
{
    /// <summary>Arrivals that wait for the machine; when there are as many, streams are not read, so partners wait.</summary>
    private const int MaxWaiting = 1_024;

    private long unfinishedBytes;

    public SubstreamWire<TMessage> Wire => wire;

    public QuicBinding<TMessage> Binding => binding;

    /// <summary>What goes to the machine, in order.</summary>
    public Channel<ReceivedInput<TMessage>> Arrivals { get; } = System.Threading.Channels.Channel.CreateBounded<ReceivedInput<TMessage>>(MaxWaiting);

    /// <summary>The connections the machine knows of. Only ever looked at in its turn.</summary>
    public Dictionary<Connection, SubstreamLink<TMessage>> Known { get; } = [];

    /// <summary>Counts bytes of unfinished messages, less where some were finished; answers whether there are no more than may be.</summary>
    public bool Hold(int bytes) => Interlocked.Add(ref unfinishedBytes, bytes) <= binding.MaxUnfinishedBytes;

    /// <summary>Tells the machine, if it still listens.</summary>
    public async ValueTask TellAsync(ReceivedInput<TMessage> arrival)
    {
        while (!Arrivals.Writer.TryWrite(arrival) && await Arrivals.Writer.WaitToWriteAsync())
        {
        }
    }
}
