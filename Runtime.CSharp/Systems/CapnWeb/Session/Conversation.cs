using Microsoft.FSharp.Core;
using PeerFunctional.CapnWeb;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

using SessionInput = Input<Address, PeerFunctional.CapnWeb.Timer, Message, UserCommand, Answer>;
using SessionOutput = Output<Address, PeerFunctional.CapnWeb.Timer, Message, Ask, Notice>;

/// <summary>
/// Runs the machine of one session. What comes in is done in order, by one thread at a time; methods of targets start on that
/// thread, so they start in the order of their calls.
/// </summary>
internal sealed partial class Conversation : Caller, IThreadPoolWorkItem
{
    private static readonly Address Stream = Address.NewStream(
        Connection.NewAccepted(EndpointModule.create("peer", 1), EndpointModule.create("here", 1)));

    private readonly Queue<IWork> inbox = [];
    private readonly Dictionary<long, IAwaiting> awaiting = [];
    private readonly TaskCompletionSource<RpcException> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource life = new();
    private readonly WireLimits limits;
    private readonly IWire wire;
    private readonly long number;
    private Session session;
    private ITimer? silence;
    private long outcomes;
    private bool isRunning;

    public Conversation(RpcOptions options, object? main, Func<Conversation, IWire> wire)
    {
        Options = options;
        limits = options.Limits;
        session = SessionState.initial(options.Settings);
        if (options.Journal is { } journal) number = journal.Begin(options.Settings, session);
        Targets = new(this, main);
        this.wire = wire(this);
        Run(new InputWork(SessionInput.NewOpened(Stream)));
    }

    public RpcOptions Options { get; }

    public TargetTable Targets { get; }

    /// <summary>Cancelled when the session ends.</summary>
    public CancellationToken Life => life.Token;

    public override Task<RpcException> Broken => ended.Task;

    /// <summary>Inputs that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (inbox) return inbox.Count;
        }
    }

    /// <summary>Only for work in its turn: whether nothing but a message of the peer can settle what waits.</summary>
    public bool IsIdle => SessionState.isIdle(session);

    public long NewOutcome() => Interlocked.Increment(ref outcomes);

    /// <summary>Does the work in its turn, on another thread.</summary>
    public void Post(IWork work)
    {
        if (Begins(work)) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Does the work in its turn, on this thread if no other is at work.</summary>
    public void Run(IWork work)
    {
        if (Begins(work)) Execute();
    }

    public void Post(UserCommand command) => Post(new CommandWork(command));

    /// <summary>A message of the peer, in UTF-8.</summary>
    public void Receive(ReadOnlyMemory<byte> text) => Take(MessageCodec.read(limits, text));

    /// <summary>A message of the peer, or what is none.</summary>
    public void Take(FSharpResult<Message, Malformation> message)
    {
        if (message.IsOk) Options.OnMessage?.Invoke(false, message.ResultValue);
        Run(new InputWork(message.IsOk
            ? SessionInput.NewReceived(Stream, message.ResultValue)
            : SessionInput.NewMalformed(Stream, message.ErrorValue)));
    }

    /// <summary>What came is no message.</summary>
    public void Malformed(string problem) =>
        Run(new InputWork(SessionInput.NewMalformed(Stream, new(WireProblem.BadMessage, problem))));

    /// <summary>The connection is gone, and this is what is known of why.</summary>
    public void Lose(string reason) => Post(UserCommand.NewLose(Failures.Error(reason)));

    /// <summary>Ends the session with an error that the peer is told.</summary>
    public void Fail(string problem) => Post(UserCommand.NewFail(Failures.Error(problem)));

    public void Execute()
    {
        do
        {
            while (Next() is { } work) Do(work);
            wire.Flush();
        }
        while (!Rests());
    }

    /// <summary>Only for work in its turn.</summary>
    public void Command(UserCommand command) => Take(SessionInput.NewCommanded(command));

    /// <summary>Only for work in its turn.</summary>
    public void Answer(long call, HeldResult result) =>
        Take(SessionInput.NewAnswered(PeerFunctional.CapnWeb.Answer.NewReturned(call, result)));

    /// <summary>Only for work in its turn: the outcome of a promise of the application goes to who waits.</summary>
    public void Await(long outcome, IAwaiting waiting)
    {
        awaiting[outcome] = waiting;
        Command(UserCommand.NewAwait(Hook.NewOutcome(outcome)));
    }

    /// <summary>Only for work in its turn: nobody waits for it any more.</summary>
    public void Forget(long outcome)
    {
        if (awaiting.Remove(outcome)) Command(UserCommand.NewForget(Hook.NewOutcome(outcome)));
    }

    /// <summary>Whether the work is the first that waits, so that who brings it sees to it.</summary>
    private bool Begins(IWork work)
    {
        lock (inbox)
        {
            inbox.Enqueue(work);
            if (isRunning) return false;
            return isRunning = true;
        }
    }

    private IWork? Next()
    {
        lock (inbox) return inbox.TryDequeue(out var work) ? work : null;
    }

    /// <summary>Whether nothing has come meanwhile.</summary>
    private bool Rests()
    {
        lock (inbox) return !(isRunning = inbox.Count > 0);
    }

    /// <summary>A fault of this library ends the session, not the process.</summary>
    private void Do(IWork work)
    {
        try
        {
            work.Do(this);
        }
        catch (Exception problem)
        {
            Fail(problem.Message);
        }
    }

    private void Post(SessionInput input) => Post(new InputWork(input));

    private void Take(SessionInput input)
    {
        var (next, outputs) = SessionMachine.step(TimeSpan.Zero, session, input);
        session = next;
        Options.Journal?.Record(number, input, next);
        for (; !outputs.IsEmpty; outputs = outputs.TailOrNull!) Perform(outputs.HeadOrDefault);
    }

    private void Perform(SessionOutput output)
    {
        switch (output)
        {
            case SessionOutput.Send send:
                Options.OnMessage?.Invoke(true, send.message);
                wire.Send(send.message);
                break;
            case SessionOutput.Ask ask:
                Perform(ask.Item);
                break;
            case SessionOutput.SetTimer set:
                silence?.Dispose();
                silence = Options.Clock.CreateTimer(
                    _ => Post(SessionInput.NewTimerFired(PeerFunctional.CapnWeb.Timer.Silence)), null, set.due, Timeout.InfiniteTimeSpan);
                break;
            case SessionOutput.CancelTimer:
                silence?.Dispose();
                break;
        }
    }

    private void Perform(Ask ask)
    {
        switch (ask)
        {
            case Ask.Invoke invoke:
                _ = new Invocation(this, invoke.call).RunAsync(Targets.Find(invoke.target), invoke.Item3);
                break;
            case Ask.Outcome { Item1: Hook.Outcome { Item: var number } } outcome when awaiting.Remove(number, out var waiting):
                waiting.Complete(this, outcome.Item2);
                break;
            case Ask.Dispose dispose:
                Targets.Dispose(dispose.target);
                break;
            case Ask.OpenPipe open:
                Targets.Add(open.target, new PipeTarget());
                break;
            case Ask.Pump pump:
                _ = new Pump(this, pump.stream).RunAsync(SourceTarget.Of(Targets.Find(pump.target)), Hook.NewTarget(pump.target));
                break;
            case Ask.Ended over:
                wire.Close(Failures.Text(over.failure));
                _ = life.CancelAsync();
                ended.TrySetResult(Failures.Read(over.failure));
                break;
        }
    }

    /// <summary>An input of the machine.</summary>
    private sealed class InputWork(SessionInput input) : IWork
    {
        public void Do(Conversation conversation) => conversation.Take(input);
    }
}
