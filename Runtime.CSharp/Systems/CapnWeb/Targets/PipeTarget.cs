using System.Threading.Channels;
using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The writing end of a stream that comes. A chunk is answered once it is taken, so a slow reader makes the writer wait.</summary>
internal sealed class PipeTarget : Target
{
    private readonly Channel<Chunk> chunks = Channel.CreateUnbounded<Chunk>();
    private RpcException? givenUp;

    /// <summary>Whether somebody reads.</summary>
    public bool IsBegun { get; private set; }

    public override ValueTask<Held> GetAsync(string name, Invocation invocation) => throw new RpcException("A stream has no properties.");

    public override async ValueTask<Held> CallAsync(string name, FSharpList<Held> arguments, Invocation invocation)
    {
        var value = arguments.IsEmpty ? Held.Undefined : arguments.Head;
        switch (name)
        {
            case "write":
                var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (givenUp is { } reason) throw reason;
                if (!chunks.Writer.TryWrite(new(value, invocation, taken))) throw new RpcException("TypeError", "The stream is closed.");
                await taken.Task.ConfigureAwait(false);
                break;
            case "close":
                chunks.Writer.TryComplete();
                await chunks.Reader.Completion.ConfigureAwait(false);
                break;
            case "abort":
                chunks.Writer.TryComplete(Failures.Read(value, invocation.Arguments));
                break;
            default:
                throw NotAFunction(name);
        }

        return Held.Undefined;
    }

    public override void Dispose() =>
        chunks.Writer.TryComplete(new RpcException("WritableStream RPC stub was disposed without calling close()"));

    /// <summary>Somebody will read, after the call that brought the stream, too.</summary>
    public void Begin() => IsBegun = true;

    /// <summary>The next chunk; none at the end.</summary>
    public async ValueTask<(bool IsThere, object? Chunk)> TakeAsync(Converter converter, CancellationToken cancellation)
    {
        IsBegun = true;
        try
        {
            var chunk = await chunks.Reader.ReadAsync(cancellation).ConfigureAwait(false);
            try
            {
                return (true, chunk.Read(converter));
            }
            finally
            {
                chunk.Taken.TrySetResult();
            }
        }
        catch (ChannelClosedException closed)
        {
            return closed.InnerException is { } problem ? throw problem : (false, null);
        }
    }

    /// <summary>Nobody reads any more: what waits, and what still comes, is rejected.</summary>
    public void GiveUp()
    {
        var reason = givenUp ??= new("The reader has given the stream up.");
        chunks.Writer.TryComplete();
        while (chunks.Reader.TryRead(out var chunk)) chunk.Taken.TrySetException(reason);
    }

    private sealed record Chunk(Held Value, Invocation Invocation, TaskCompletionSource Taken)
    {
        /// <summary>Stubs in it live until their reader disposes them.</summary>
        public object? Read(Converter converter)
        {
            var conversation = Invocation.Conversation;
            foreach (var reference in ValueModule.references(Value))
            {
                if (ReferenceModule.owned(reference) is { IsValueSome: true, Value: var hook }) conversation.Retain(hook);
            }

            var inbound = new Inbound(conversation, isBorrowed: false);
            try
            {
                return converter.Read(Value, inbound);
            }
            finally
            {
                inbound.DropUnclaimed(Value);
            }
        }
    }
}
