using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Tcp;
using PeerFunctional.Tracker;
using Timer = PeerFunctional.Tracker.Timer;

namespace PeerFunctional.Runtime.Tracking;

/// <summary>What a machine of the ring finds around it.</summary>
/// <param name="Tell">Hears every notice, in order.</param>
/// <param name="Clock">Timers, deadlines and the time of day.</param>
/// <param name="Recorder">Gets every connection; it is not disposed of.</param>
/// <param name="Notify">Hears what the transport did by itself; called from many threads, and must be quick.</param>
public sealed record Surroundings(
    Action<Notice> Tell, TimeProvider Clock, Recorder? Recorder = null, Action<TcpNotice>? Notify = null);

/// <summary>A machine of the ring on real connections.</summary>
public sealed class RingHost<TState, TMessage> : IAsyncDisposable
{
    private readonly TcpTransport<TMessage> transport;
    private readonly RingEffects effects;
    private readonly PeerHost<TState, Timer, TMessage, UserCommand, Answer, Question, Notice> host;

    internal RingHost(
        Machine<TState, Timer, TMessage, UserCommand, Answer, Question, Notice> machine, TcpTransport<TMessage> transport,
        Surroundings around, RingJournalFile? journal = null)
    {
        this.transport = transport;
        effects = new(around.Tell, around.Clock, journal);
        host = new(machine, transport, effects, around.Clock);
    }

    /// <summary>Where it listens; null if nowhere.</summary>
    public Endpoint? Address => transport.LocalEndPoint?.ToEndpoint();

    /// <summary>The state after the last step.</summary>
    public TState State => host.State;

    /// <summary>Runs until the machine finishes; answers its last state.</summary>
    public Task<TState> RunAsync(CancellationToken cancellation) => host.RunAsync(cancellation);

    /// <summary>Asks the machine to finish.</summary>
    public void Stop() => host.Command(UserCommand.Stop);

    /// <summary>Closes all connections in order; what was to be remembered is durable when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        await effects.DisposeAsync();
        await transport.DisposeAsync();
    }
}
