using PeerFunctional.Kernel;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>A machine on real sockets, with its answerer and its journal.</summary>
public sealed class LiveMachine<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice> : IAsyncDisposable
    where TTimer : notnull
{
    private readonly IEffects<TAsk, TNotice, TAnswer> effects;
    private readonly JournalFile<Input<Address, TTimer, TMessage, TCommand, TAnswer>, TState>? journal;
    private readonly PeerHost<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice> host;

    internal LiveMachine(
        Machine<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice> machine,
        Sockets<TMessage> sockets,
        IEffects<TAsk, TNotice, TAnswer> effects,
        JournalFile<Input<Address, TTimer, TMessage, TCommand, TAnswer>, TState>? journal,
        TimeProvider clock)
    {
        this.effects = effects;
        this.journal = journal;
        Sockets = sockets;
        host = new(machine, sockets.Transport, effects, clock, journal);
    }

    /// <summary>Its addresses.</summary>
    public Sockets<TMessage> Sockets { get; }

    /// <summary>The state after the last step.</summary>
    public TState State => host.State;

    /// <summary>Runs until the machine finishes; answers its last state.</summary>
    public Task<TState> RunAsync(CancellationToken cancellation) => host.RunAsync(cancellation);

    /// <summary>The local user wants something of the machine, such as to stop.</summary>
    public void Command(TCommand command) => host.Command(command);

    /// <summary>Closes the sockets; what was asked of the answerer is done, and the journal written, when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        await effects.DisposeAsync();
        await Sockets.DisposeAsync();
        if (journal is not null) await journal.DisposeAsync();
    }
}

/// <summary>Brings machines to real sockets.</summary>
public static class LiveMachine
{
    /// <summary>Binds the sockets; nothing is sent before the host runs.</summary>
    /// <param name="role">The machine, and how its journal is written.</param>
    /// <param name="wires">How it speaks.</param>
    /// <param name="binding">Where it listens.</param>
    /// <param name="settings">Its settings, once its addresses are known.</param>
    /// <param name="context">What it finds around it.</param>
    /// <param name="answering">Makes its answerer, from where the answers go; null for a machine that asks nothing.</param>
    /// <exception cref="IOException">An address cannot be listened on, or the journal cannot be created; the message says why.</exception>
    public static LiveMachine<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice>
        Open<TSettings, TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice>(
            MachineRole<TSettings, TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice> role,
            Wires<TMessage> wires, Binding<TMessage> binding, Func<Sockets<TMessage>, TSettings> settings,
            HostContext<TNotice> context, Func<Action<TAnswer>, IAnswerer<TAsk>>? answering = null)
        where TTimer : notnull
    {
        var sockets = Sockets<TMessage>.Open(wires, binding, context);
        var told = settings(sockets);
        var journal = context.Journal is { } path
            ? new JournalFile<Input<Address, TTimer, TMessage, TCommand, TAnswer>, TState>(path, InputJournal.start(JournalForm.ofRole(role), told), context.Warn)
            : null;
        return new(
            role.Machine.Invoke(told), sockets, new Effects<TAsk, TNotice, TAnswer>(context.Tell, answering), journal, context.Clock);
    }
}
