using Microsoft.FSharp.Core;
using PeerFunctional.CapnWeb;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

using ProgramInput = Input<Address, OfSession<PeerFunctional.CapnWeb.Timer>, Message, OfSession<SessionOrder>, OfSession<Answer>>;
using SessionInput = Input<Address, PeerFunctional.CapnWeb.Timer, Message, UserCommand, Answer>;

/// <summary>
/// A file with every input of a program's sessions, and the digest of the session's state after it; <c>peer replay</c> runs it again. Sessions
/// wait for a file that is slower than they are. Safe to use from any number of threads.
/// </summary>
public sealed class RpcJournal : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly JournalFile<ProgramInput, RpcSessions> file;
    private readonly TimeProvider clock;
    private readonly long started;
    private RpcSessions state = RpcSessionsModule.initial;
    private long sessions;
    private bool isClosed;

    /// <summary>Creates the file, in place of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Tells the times; null for the system's.</param>
    /// <param name="warn">Hears, once, why nothing more is written, such as a full disk.</param>
    /// <exception cref="IOException">The file cannot be created; the message says which and why.</exception>
    public RpcJournal(string path, TimeProvider? clock = null, Action<string>? warn = null)
    {
        file = new(path, InputJournal.start(JournalForm.ofRole(RpcRoles.sessions), default(Unit)!), warn);
        this.clock = clock ?? TimeProvider.System;
        started = this.clock.GetTimestamp();
    }

    /// <summary>The number of a session that begins.</summary>
    internal long Begin(SessionSettings settings, Session session)
    {
        lock (gate)
        {
            var number = ++sessions;
            Write(ProgramInput.NewCommanded(new(number, SessionOrder.NewBegin(settings))), number, session);
            return number;
        }
    }

    /// <summary>A session has taken an input.</summary>
    internal void Record(long number, SessionInput input, Session after)
    {
        lock (gate) Write(RpcSessionsModule.ofSession(number, input), number, after);
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate) isClosed = true;
        await file.DisposeAsync().ConfigureAwait(false);
    }

    private void Write(ProgramInput input, long number, Session after)
    {
        if (isClosed) return;
        state = RpcSessionsModule.put(number, after, state);
        var written = file.RecordAsync(clock.GetElapsedTime(started), input, state, CancellationToken.None);
        if (!written.IsCompletedSuccessfully) written.AsTask().GetAwaiter().GetResult();
    }
}
