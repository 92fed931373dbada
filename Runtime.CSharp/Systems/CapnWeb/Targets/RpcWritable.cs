using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>A stream to write to. One that came from a peer is written here; one made by <c>To</c> is written by the peer.</summary>
public sealed class RpcWritable : IAsyncDisposable
{
    private readonly RpcStub? stub;
    private readonly Pump? pump;
    private readonly Func<object?, ValueTask>? write;
    private readonly Func<Exception?, ValueTask>? end;
    private int isOver;

    internal RpcWritable(RpcStub stub)
    {
        this.stub = stub;
        pump = new((Conversation)stub.Caller, stub.Hook);
    }

    private RpcWritable(Func<object?, ValueTask> write, Func<Exception?, ValueTask>? end) => (this.write, this.end) = (write, end);

    /// <summary>A stream that can be given to a peer.</summary>
    /// <param name="write">Takes a chunk; the peer may go on once it has.</param>
    /// <param name="end">Is told of the end: null where the peer closed the stream, or why it broke off.</param>
    public static RpcWritable To(Func<object?, ValueTask> write, Func<Exception?, ValueTask>? end = null) => new(write, end);

    /// <summary>A stream of bytes that can be given to a peer; it is closed with it.</summary>
    public static RpcWritable To(Stream bytes) => new(
        chunk => chunk is byte[] some ? bytes.WriteAsync(some) : throw new RpcException("TypeError", "Expected bytes."),
        _ => bytes.DisposeAsync());

    /// <summary>Writes a chunk, as far ahead of the peer as its window allows.</summary>
    /// <exception cref="RpcException">The peer gave up, or the chunk cannot be sent.</exception>
    public ValueTask WriteAsync(object? chunk, CancellationToken cancellation = default) =>
        pump is not null && isOver == 0
            ? pump.WriteAsync(chunk, Converters.For(typeof(object)), cancellation)
            : throw new InvalidOperationException("The stream is not open for writing.");

    /// <summary>Closes the stream; everything has been taken when this returns.</summary>
    /// <exception cref="RpcException">The peer gave up.</exception>
    public Task CompleteAsync() => EndAsync("close", null);

    /// <summary>Breaks the stream off; the peer is told why.</summary>
    public Task AbortAsync(Exception reason) =>
        EndAsync("abort", pump is null ? null : Failures.Of(reason, ((Conversation)stub!.Caller).NewOutbound()));

    /// <summary>Gives the stream up. One that is not closed breaks off.</summary>
    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref isOver, 1);
        stub?.Dispose();
        return ValueTask.CompletedTask;
    }

    internal Reference Mention(Outbound to) => stub is not null ? to.Mention(stub) : to.AddWritable(new WritableTarget(write!, end));

    private async Task EndAsync(string method, Held? argument)
    {
        if (pump is null || Interlocked.Exchange(ref isOver, 1) != 0) return;
        try
        {
            await pump.CloseAsync(method, argument).ConfigureAwait(false);
        }
        finally
        {
            stub!.Dispose();
        }
    }

    /// <summary>What the peer writes to.</summary>
    private sealed class WritableTarget(Func<object?, ValueTask> write, Func<Exception?, ValueTask>? end) : Target
    {
        private int isOver;

        public override async ValueTask<Held> CallAsync(string name, FSharpList<Held> arguments, Invocation invocation)
        {
            var argument = arguments.IsEmpty ? Held.Undefined : arguments.Head;
            switch (name)
            {
                case "write":
                    if (isOver != 0) throw new RpcException("TypeError", "The stream is closed.");
                    await write(Converters.For(typeof(object)).Read(argument, invocation.Arguments)).ConfigureAwait(false);
                    break;
                case "close":
                    await EndAsync(null).ConfigureAwait(false);
                    break;
                case "abort":
                    await EndAsync(Failures.Read(argument, invocation.Arguments)).ConfigureAwait(false);
                    break;
                default:
                    throw NotAFunction(name);
            }

            return Held.Undefined;
        }

        public override void Dispose() => _ = EndAsync(new RpcException("The peer gave the stream up without closing it.")).AsTask();

        private ValueTask EndAsync(Exception? problem) =>
            Interlocked.Exchange(ref isOver, 1) == 0 && end is not null ? end(problem) : default;
    }
}
