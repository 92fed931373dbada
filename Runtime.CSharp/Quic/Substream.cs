using System.Buffers;
using System.IO.Pipelines;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// One stream of a connection. A partner that does not read it costs its own stream alone. The stream ends by completing both
/// directions, never by a reset.
/// </summary>
internal sealed class Substream<TMessage>
{
    /// <summary>A last message of so many bytes leaves in one packet with the end.</summary>
    private const int ShortEnd = 16_384;

    private readonly Lock gate = new();
    private readonly SubstreamContext<TMessage> context;
    private readonly SubstreamLink<TMessage> link;
    private readonly Address address;
    private readonly MessageReader<TMessage> reader;
    private readonly SendQueue unsent;
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IQuicStream? stream;
    private bool isWriting, isEnding;
    private volatile bool isLeft;

    public Substream(SubstreamContext<TMessage> context, SubstreamLink<TMessage> link, long number)
    {
        this.context = context;
        this.link = link;
        Number = number;
        address = Address.NewSubstream(link.Name, number);
        reader = new(context.Wire.Decoder.Invoke(link.Name).Invoke(number), context.Wire.MessageBytes, context.Hold);
        unsent = new(context.Binding.MaxUnreadBytes);
    }

    /// <summary>QUIC's number of the stream.</summary>
    public long Number { get; }

    /// <summary>Ends when all is handed to QUIC with the end behind it, or will never be.</summary>
    public Task Written => written.Task;

    /// <summary>Lives through the stream, which may have to wait until the partner allows it.</summary>
    public async Task RunAsync(Task<IQuicStream> opening)
    {
        try
        {
            var opened = await opening;
            if (opened.Id != Number)
            {
                link.Fail($"stream {opened.Id} was opened in place of stream {Number}");
                return;
            }

            Begin(opened);
            await ReadAsync(opened.Input);
            // Nothing more is read, but what was sent goes on.
            await Written;
        }
        catch (QuicStreamResetException)
        {
            await context.TellAsync(new ReceivedInput<TMessage>.Closed(address, CloseReason.Reset) { Admit = Forget });
            await Written;
        }
        catch (QuicException)
        {
            // The connection is over, and its own end says so.
        }
        finally
        {
            written.TrySetResult();
            reader.Release();
        }
    }

    /// <summary>Sends a message after those before it; it is lost when the stream is no more. In the machine's turn.</summary>
    public void Send(TMessage message)
    {
        var (bytes, isLast) = context.Wire.Write.Invoke(message);
        lock (gate)
        {
            if (isEnding) return;
            if (!unsent.TryAdd(bytes))
            {
                GiveUp();
                return;
            }

            isEnding = isLast;
            Start();
        }
    }

    /// <summary>The machine says nothing more.</summary>
    public void HalfClose()
    {
        lock (gate)
        {
            isEnding = true;
            Start();
        }
    }

    /// <summary>The machine is done with the stream: what was sent still arrives, what comes is read away.</summary>
    public void Leave()
    {
        isLeft = true;
        HalfClose();
        stream?.Input.CancelPendingRead();
    }

    /// <summary>The connection is over: nothing more is written.</summary>
    public void Abandon()
    {
        lock (gate) End();
        written.TrySetResult();
    }

    private void Begin(IQuicStream opened)
    {
        lock (gate)
        {
            stream = opened;
            Start();
        }

        if (isLeft) opened.Input.CancelPendingRead();
    }

    /// <summary>Writes what waits, or the end; under the gate.</summary>
    private void Start()
    {
        if (stream is null || isWriting || (unsent.IsEmpty && !isEnding)) return;
        isWriting = true;
        _ = WriteAsync(stream.Output);
    }

    /// <summary>The partner does not read: nothing more is said to it on this stream. Under the gate.</summary>
    private void GiveUp()
    {
        unsent.Clear();
        isEnding = true;
        stream?.Output.CancelPendingFlush();
        _ = context.TellAsync(new ReceivedInput<TMessage>.Closed(address, CloseReason.Reset) { Admit = Forget }).AsTask();
    }

    private async Task ReadAsync(PipeReader input)
    {
        while (true)
        {
            var result = await input.ReadAsync();
            if (isLeft) break;
            // A decoder may keep the bytes, and the pipe uses its own again.
            for (ReadOnlyMemory<byte> rest = result.Buffer.ToArray(); !rest.IsEmpty && !isLeft;) rest = await DecodeAsync(rest);
            input.AdvanceTo(result.Buffer.End);
            if (!result.IsCompleted) continue;
            var (messages, malformation) = reader.End();
            await TellAsync(messages, malformation);
            break;
        }

        await input.CompleteAsync();
    }

    /// <summary>Tells what some of the bytes complete; answers the rest.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> DecodeAsync(ReadOnlyMemory<byte> bytes)
    {
        var (messages, malformation, rest) = reader.Take(bytes);
        await TellAsync(messages, malformation);
        return rest;
    }

    private async ValueTask TellAsync(IReadOnlyList<TMessage> messages, Malformation? malformation)
    {
        foreach (var message in messages) await context.TellAsync(new ReceivedInput<TMessage>.Received(address, message) { Admit = IsHeard });
        if (malformation is not null) await context.TellAsync(new ReceivedInput<TMessage>.Malformed(address, malformation) { Admit = IsHeard });
    }

    private async Task WriteAsync(PipeWriter output)
    {
        // What the machine says in one turn leaves together.
        await Task.Yield();
        try
        {
            while (Take() is { } bytes) await WriteAsync(output, bytes);
        }
        catch (QuicException)
        {
            Abandon();
        }
    }

    private async ValueTask WriteAsync(PipeWriter output, ReadOnlyMemory<byte> bytes)
    {
        if (IsEnd(bytes.Length))
        {
            output.Write(bytes.Span);
            lock (gate) unsent.Wrote(bytes.Length);
            return;
        }

        var result = await output.WriteAsync(bytes);
        lock (gate)
        {
            unsent.Wrote(bytes.Length);
            // The partner wants no more.
            if (result.IsCompleted) End();
        }
    }

    /// <summary>The bytes of the next write; none where the writing is over for now, or for ever.</summary>
    private ReadOnlyMemory<byte>? Take()
    {
        lock (gate)
        {
            if (unsent.TryTake(out var bytes)) return bytes;
            isWriting = false;
            if (!isEnding || written.Task.IsCompleted) return null;
            stream!.Output.Complete();
            written.TrySetResult();
            return null;
        }
    }

    private bool IsEnd(int length)
    {
        lock (gate) return isEnding && unsent.IsEmpty && length <= ShortEnd;
    }

    /// <summary>Nothing more is written; under the gate.</summary>
    private void End()
    {
        unsent.Clear();
        isEnding = true;
    }

    private bool IsHeard() => !isLeft && !link.IsLeft;

    private bool Forget()
    {
        if (!IsHeard()) return false;
        link.Forget(this);
        Leave();
        return true;
    }
}
