using System.Threading.Channels;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Tcp;

/// <summary>What the links of one transport share.</summary>
internal sealed record TcpContext<TMessage>(
    StreamWire<TMessage> Wire, TcpLimits Limits, TimeProvider Clock, Recorder? Recorder, Action<TcpNotice>? Notify, SourceAddresses SourceAddresses)
{
    /// <summary>Arrivals that wait for the machine; when there are as many, partners wait, as TCP has it.</summary>
    private const int MaxWaiting = 1_024;

    /// <summary>What goes to the machine, in order.</summary>
    public Channel<ReceivedInput<TMessage>> Arrivals { get; } =
        System.Threading.Channels.Channel.CreateBounded<ReceivedInput<TMessage>>(MaxWaiting);

    /// <summary>The connections the machine knows of. Only ever looked at in its turn.</summary>
    public Dictionary<Connection, TcpLink<TMessage>> Known { get; } = [];

    /// <summary>Bytes of the messages among the arrivals, wherever they wait on their way to the machine.</summary>
    public WaitingBytes Waiting { get; } = new(Limits.MaxWaitingBytes);

    private long unfinishedBytes;

    /// <summary>Counts bytes of unfinished messages, less where some were finished; answers whether there are no more than may be.</summary>
    public bool Hold(int bytes) => Interlocked.Add(ref unfinishedBytes, bytes) <= Limits.MaxUnfinishedBytes;

    /// <summary>Tells the machine, if it still listens.</summary>
    public async ValueTask TellAsync(ReceivedInput<TMessage> arrival)
    {
        while (!Arrivals.Writer.TryWrite(arrival) && await Arrivals.Writer.WaitToWriteAsync())
        {
        }
    }

    /// <summary>The time after a delay, as a timestamp of the clock.</summary>
    public long After(TimeSpan delay) => Clock.GetTimestamp() + (long)(delay.TotalSeconds * Clock.TimestampFrequency);
}
