using System.Net;
using System.Threading.Channels;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Quic;

/// <summary>What the connections of one transport share.</summary>
internal sealed class SubstreamContext<TMessage>(SubstreamWire<TMessage> wire, QuicBinding<TMessage> binding)
{
    /// <summary>Arrivals that wait for the machine; when there are as many, streams are not read, so partners wait.</summary>
    private const int MaxWaiting = 1_024;

    /// <summary>Refused callers that the machine hears of in a second: strangers cause them as often as they like.</summary>
    private const int MaxRefused = 100;

    private readonly Lock refusing = new();
    private long second;
    private int told;
    private long untold;
    private long unfinishedBytes;

    public SubstreamWire<TMessage> Wire => wire;

    public QuicBinding<TMessage> Binding => binding;

    /// <summary>What goes to the machine, in order.</summary>
    public Channel<ReceivedInput<TMessage>> Arrivals { get; } = System.Threading.Channels.Channel.CreateBounded<ReceivedInput<TMessage>>(MaxWaiting);

    /// <summary>The connections the machine knows of. Only ever looked at in its turn.</summary>
    public Dictionary<Connection, SubstreamLink<TMessage>> Known { get; } = [];

    /// <summary>Counts bytes of unfinished messages, less where some were finished; answers whether there are no more than may be.</summary>
    public bool Hold(int bytes) => Interlocked.Add(ref unfinishedBytes, bytes) <= binding.MaxUnfinishedBytes;

    /// <summary>Tells the machine of a caller that was refused, if it still listens, and how many others it did not hear of.</summary>
    public void TellRefused(IPEndPoint caller, QuicEnd end)
    {
        var fault = binding.Fault(end);
        lock (refusing)
        {
            var now = (long)binding.Options.Time.GetElapsedTime(0).TotalSeconds;
            if (now != second) (second, told) = (now, 0);
            if (untold > 0) fault = new(fault.Problem, $"{fault.Detail} (and {untold:N0} more callers were refused)");
            var name = Connection.NewAccepted(caller.ToEndpoint(), binding.Options.LocalEndPoint.ToEndpoint());
            if (told < MaxRefused && Arrivals.Writer.TryWrite(new ReceivedInput<TMessage>.Malformed(Address.NewStream(name), fault))) (told, untold) = (told + 1, 0);
            else untold++;
        }
    }

    /// <summary>Tells the machine, if it still listens.</summary>
    public async ValueTask TellAsync(ReceivedInput<TMessage> arrival)
    {
        while (!Arrivals.Writer.TryWrite(arrival) && await Arrivals.Writer.WaitToWriteAsync())
        {
        }
    }
}
