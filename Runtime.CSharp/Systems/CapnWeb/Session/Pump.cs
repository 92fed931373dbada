using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Writes to a stream of the peer, as far ahead as its window allows.</summary>
internal sealed class Pump(Conversation conversation, Hook stream)
{
    private readonly Lock gate = new();
    private StreamWindow window = StreamWindowModule.initial;
    private TaskCompletionSource? room;
    private Exception? problem;

    /// <summary>Writes what a source gives, then closes; or says why not. The stream is given up in the end.</summary>
    public async Task RunAsync(SourceTarget? source, Hook? held)
    {
        try
        {
            if (source is not null) await WriteAllAsync(source).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The source's failure was told by `abort`; the reader's is the reader's own.
        }
        finally
        {
            conversation.Drop(stream);
            if (held is not null) conversation.Drop(held);
        }
    }

    /// <summary>Writes a chunk once there is room.</summary>
    /// <exception cref="RpcException">The chunk cannot be sent, or the reader gave up.</exception>
    public async ValueTask WriteAsync(object? chunk, Converter converter, CancellationToken cancellation)
    {
        var outbound = conversation.NewOutbound();
        Held written;
        try
        {
            written = converter.Write(chunk, outbound, 0);
        }
        catch
        {
            outbound.Undo();
            throw;
        }

        var size = ChunkSize.Of(written);
        await RoomAsync(size, cancellation).ConfigureAwait(false);
        Send("write", written, outbound, size);
    }

    /// <summary>Ends the stream, and waits until the peer has answered everything.</summary>
    public async Task CloseAsync(string method, Held? argument)
    {
        var done = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var arguments = argument is null ? FSharpList<Held>.Empty : ListModule.Singleton(argument);
        conversation.Post(new WriteWork(
            conversation.NewOutcome(), stream, method, arguments, conversation.NewOutbound(),
            new Answered(this, 0, default, done)));
        await done.Task.ConfigureAwait(false);
    }

    private async Task WriteAllAsync(SourceTarget source)
    {
        try
        {
            await foreach (var chunk in source.Chunks.WithCancellation(conversation.Life).ConfigureAwait(false))
                await WriteAsync(chunk, source.Converter, conversation.Life).ConfigureAwait(false);
        }
        catch (Exception failure) when (problem is null && !conversation.Life.IsCancellationRequested)
        {
            await CloseAsync("abort", Failures.Of(failure, conversation.NewOutbound())).ConfigureAwait(false);
            return;
        }

        await CloseAsync("close", null).ConfigureAwait(false);
    }

    private async ValueTask RoomAsync(long size, CancellationToken cancellation)
    {
        while (true)
        {
            Task waiting;
            lock (gate)
            {
                if (problem is not null) throw problem;
                if (StreamWindowModule.hasRoom(size, window)) return;
                waiting = (room = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await waiting.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private void Send(string method, Held written, Outbound outbound, long size)
    {
        SentChunk sent;
        lock (gate) (sent, window) = StreamWindowModule.sent(Now, size, window);
        conversation.Post(new WriteWork(
            conversation.NewOutcome(), stream, method, ListModule.Singleton(written), outbound, new Answered(this, size, sent, null)));
    }

    private TimeSpan Now => conversation.Options.Clock.GetElapsedTime(0);

    private sealed class Answered(Pump pump, long size, SentChunk sent, TaskCompletionSource<object?>? done) : IAwaiting
    {
        public void Complete(Conversation conversation, HeldResult result)
        {
            var value = result.IsOk ? result.ResultValue : result.ErrorValue;
            lock (pump.gate)
            {
                if (size > 0) pump.window = StreamWindowModule.answered(pump.Now, sent, pump.window);
                if (!result.IsOk) pump.problem ??= Failures.Read(value);
                pump.room?.TrySetResult();
                pump.room = null;
            }

            new Inbound(conversation, isBorrowed: false).DropUnclaimed(value);
            if (done is null) return;
            if (result.IsOk) done.TrySetResult(null);
            else done.TrySetException(Failures.Read(value));
        }
    }
}
