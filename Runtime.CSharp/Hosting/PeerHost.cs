using System.Threading.Channels;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>
/// Runs any machine: one mailbox, one loop, timers, and outputs carried out in order. It knows no protocol.
/// </summary>
public sealed class PeerHost<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice>(
    Machine<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice> machine,
    ITransport<TMessage> transport,
    IEffects<TAsk, TNotice, TAnswer> effects,
    TimeProvider clock,
    IJournal<Input<Address, TTimer, TMessage, TCommand, TAnswer>, TState>? journal = null)
    where TTimer : notnull
{
    /// <summary>Arrivals that may wait; a full mailbox holds back the transport. Answers are bounded by their questions.</summary>
    private const int MailboxSize = 4_096;

    /// <summary>The step as a function of three arguments, so that a call makes no function on its way.</summary>
    private readonly OptimizedClosures.FSharpFunc<
        TimeSpan, TState, Input<Address, TTimer, TMessage, TCommand, TAnswer>,
        ValueTuple<TState, FSharpList<Output<Address, TTimer, TMessage, TAsk, TNotice>>>> step =
        OptimizedClosures.FSharpFunc<
            TimeSpan, TState, Input<Address, TTimer, TMessage, TCommand, TAnswer>,
            ValueTuple<TState, FSharpList<Output<Address, TTimer, TMessage, TAsk, TNotice>>>>.Adapt(machine.Step);

    private readonly SemaphoreSlim room = new(MailboxSize);

    private readonly System.Threading.Channels.Channel<QueuedInput> mailbox =
        System.Threading.Channels.Channel.CreateUnbounded<QueuedInput>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>A command or an answer, an arrival, which takes up room, or neither to look at the timers; with the time it came.</summary>
    private readonly record struct QueuedInput(
        Input<Address, TTimer, TMessage, TCommand, TAnswer>? Own, ReceivedInput<TMessage>? Received, long At);

    /// <summary>The state after the last step; safe to look at from anywhere, because states never change.</summary>
    public TState State { get; private set; } = machine.Initial;

    /// <summary>The local user wants something of the machine, such as to stop.</summary>
    public void Command(TCommand command) => Put(Input<Address, TTimer, TMessage, TCommand, TAnswer>.NewCommanded(command));

    /// <summary>
    /// Runs the machine until it finishes, and answers its last state. Cancelling ends the run at once; to let the
    /// machine end its work in order, send it a command.
    /// </summary>
    public async Task<TState> RunAsync(CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timers = new Timers<TTimer>(clock, () => mailbox.Writer.TryWrite(default));
        var receiving = UntilEndAsync(ReceiveAsync(ending.Token), ending);
        var answering = UntilEndAsync(AnswerAsync(ending.Token), ending);

        try
        {
            return await LoopAsync(timers, ending.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A reader failed and stopped the run: its error is the one to tell.
            await Task.WhenAll(receiving, answering);
            throw;
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(receiving, answering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TState> LoopAsync(Timers<TTimer> timers, CancellationToken cancellation)
    {
        var input = Input<Address, TTimer, TMessage, TCommand, TAnswer>.Started;
        var started = clock.GetTimestamp();

        while (true)
        {
            var now = clock.GetElapsedTime(started);
            (State, var outputs) = step.Invoke(now, State, input);
            if (journal is not null) await journal.RecordAsync(now, input, State, cancellation);

            foreach (var output in outputs)
            {
                if (output.IsFinish)
                {
                    return State;
                }

                await CarryOutAsync(output, timers, cancellation);
            }

            input = await NextAsync(timers, cancellation);
        }
    }

    private async ValueTask<Input<Address, TTimer, TMessage, TCommand, TAnswer>> NextAsync(
        Timers<TTimer> timers, CancellationToken cancellation)
    {
        while (true)
        {
            // What came before a timer was due is heard before it fires, however late the loop gets round to both.
            var isDue = mailbox.Reader.TryPeek(out var first)
                ? timers.TryTakeDue(out var timer, first.At)
                : timers.TryTakeDue(out timer);
            if (isDue)
            {
                return Input<Address, TTimer, TMessage, TCommand, TAnswer>.NewTimerFired(timer);
            }

            var queued = await mailbox.Reader.ReadAsync(cancellation);

            if (queued.Own is { } own)
            {
                return own;
            }

            if (queued.Received is { } arrival)
            {
                room.Release();
                if (arrival.Admit?.Invoke() ?? true)
                {
                    return InputOf(arrival);
                }
            }
        }
    }

    private static Input<Address, TTimer, TMessage, TCommand, TAnswer> InputOf(ReceivedInput<TMessage> arrival) =>
        arrival switch
        {
            ReceivedInput<TMessage>.Received { From: var sender, Message: var message } =>
                Input<Address, TTimer, TMessage, TCommand, TAnswer>.NewReceived(sender, message),
            ReceivedInput<TMessage>.Malformed { From: var sender, Malformation: var malformation } =>
                Input<Address, TTimer, TMessage, TCommand, TAnswer>.NewMalformed(sender, malformation),
            ReceivedInput<TMessage>.Opened { From: var connection } =>
                Input<Address, TTimer, TMessage, TCommand, TAnswer>.NewOpened(connection),
            ReceivedInput<TMessage>.Closed { From: var connection, Reason: var reason } =>
                Input<Address, TTimer, TMessage, TCommand, TAnswer>.NewClosed(connection, reason),
            _ => throw new InvalidOperationException($"no arrival: {arrival}"),
        };

    private async ValueTask CarryOutAsync(
        Output<Address, TTimer, TMessage, TAsk, TNotice> output, Timers<TTimer> timers, CancellationToken cancellation)
    {
        switch (output)
        {
            case Output<Address, TTimer, TMessage, TAsk, TNotice>.Send send:
                await transport.SendAsync(send.recipient, send.message, cancellation);
                break;
            case Output<Address, TTimer, TMessage, TAsk, TNotice>.SetTimer set:
                timers.Set(set.timer, set.due);
                break;
            case Output<Address, TTimer, TMessage, TAsk, TNotice>.CancelTimer cancel:
                timers.Cancel(cancel.Item);
                break;
            case Output<Address, TTimer, TMessage, TAsk, TNotice>.Ask ask:
                await effects.AskAsync(ask.Item, cancellation);
                break;
            case Output<Address, TTimer, TMessage, TAsk, TNotice>.Tell tell:
                effects.Tell(tell.Item);
                break;
            case Output<Address, TTimer, TMessage, TAsk, TNotice>.Open open:
                transport.Open(open.Item);
                break;
            case Output<Address, TTimer, TMessage, TAsk, TNotice>.HalfClose halfClose:
                transport.HalfClose(halfClose.Item);
                break;
            case Output<Address, TTimer, TMessage, TAsk, TNotice>.Close close:
                transport.Close(close.Item);
                break;
        }
    }

    private void Put(Input<Address, TTimer, TMessage, TCommand, TAnswer> own) =>
        mailbox.Writer.TryWrite(new(own, null, clock.GetTimestamp()));

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        await foreach (var arrival in transport.ReceiveAsync(cancellation))
        {
            await room.WaitAsync(cancellation);
            mailbox.Writer.TryWrite(new(null, arrival, clock.GetTimestamp()));
        }
    }

    private async Task AnswerAsync(CancellationToken cancellation)
    {
        await foreach (var answer in effects.AnswersAsync(cancellation))
        {
            Put(Input<Address, TTimer, TMessage, TCommand, TAnswer>.NewAnswered(answer));
        }
    }

    /// <summary>A reader that fails ends the run; one that is told to end does so quietly.</summary>
    private static async Task UntilEndAsync(Task reader, CancellationTokenSource ending)
    {
        try
        {
            await reader;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
        }
        catch
        {
            await ending.CancelAsync();
            throw;
        }
    }
}
