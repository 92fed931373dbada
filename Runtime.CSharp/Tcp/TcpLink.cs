using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Tcp;

/// <summary>
/// One connection, from the call to the end of its socket. The machine may have left it before: then what was sent is
/// still written, and what still comes is read and thrown away, so that no reset destroys our answer.
/// </summary>
internal sealed class TcpLink<TMessage>
{
    private const int ReadSize = 65_536;

    /// <summary>A read into a long block; its bytes are counted after it.</summary>
    private const int BlockReadSize = 1_048_576;

    /// <summary>A long message is written in parts, so that its sender sees how far it is.</summary>
    private const int WriteSize = 524_288;

    private const long Never = long.MaxValue;

    private static readonly TimeSpan AcknowledgementPoll = TimeSpan.FromMilliseconds(2);

    private readonly Lock gate = new();
    private readonly TcpContext<TMessage> context;
    private readonly Address address;
    private readonly MessageReader<TMessage> reader;
    private readonly SendQueue unsent;
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource readable = new();
    private Socket? socket;
    private TcpRecording? recording;
    private TaskCompletionSource? drained;
    private long drainedAt;
    private long deadline;
    private bool isOpen, isWriting, isHalfClosed, isEnded, isAsked, isAnswered;
    private volatile bool isLeft;
    private CloseReason? aborted;

    /// <summary>A call of ours.</summary>
    public TcpLink(TcpContext<TMessage> context, Connection name)
    {
        this.context = context;
        Name = name;
        address = Address.NewStream(name);
        reader = new(context.Wire.Codec.Decoder.Invoke(name), context.Wire.Limits.MessageBytes, context.Hold);
        unsent = new(context.Limits.MaxUnreadBytes);
        deadline = context.After(context.Limits.ConnectDeadline);
        readable.SetResult();
    }

    /// <summary>A partner's call.</summary>
    public TcpLink(TcpContext<TMessage> context, Connection name, Socket socket)
        : this(context, name)
    {
        this.socket = socket;
        isOpen = true;
        deadline = context.After(context.Wire.Limits.Request);
    }

    public Connection Name { get; }

    /// <summary>Ends when all is written, or will never be.</summary>
    public Task Written => written.Task;

    /// <summary>Ends when the socket is no more and the machine has been told.</summary>
    public Task Gone => gone.Task;

    /// <summary>Lives through the connection.</summary>
    public async Task RunAsync()
    {
        try
        {
            var reason = await LiveAsync();
            if (!reason.IsClosedByPartner) Abort(reason);
            if (!isLeft) await context.TellAsync(new ReceivedInput<TMessage>.Closed(address, reason) { Admit = Forget });
            await written.Task;
            // A caller that was kept for its answer is no more.
            if (!isLeft && aborted is { } late)
                await context.TellAsync(new ReceivedInput<TMessage>.Closed(address, late) { Admit = Forget });
        }
        finally
        {
            reader.Release();
            socket?.Dispose();
            gone.SetResult();
        }
    }

    /// <summary>Stops to read, or goes on: what the partner sends meanwhile fills the system's buffers, so the partner waits.</summary>
    public void Hold(bool isHeld)
    {
        lock (gate)
        {
            if (isHeld && readable.Task.IsCompleted) readable = new(TaskCreationOptions.RunContinuationsAsynchronously);
            else if (!isHeld) readable.TrySetResult();
        }
    }

    /// <summary>Bytes sent that are not written yet.</summary>
    public long Unwritten
    {
        get
        {
            lock (gate) return unsent.Unwritten;
        }
    }

    /// <summary>Ends when no more bytes than so many are unwritten; it may end earlier.</summary>
    public Task DrainedAsync(long most)
    {
        lock (gate)
        {
            drained?.TrySetResult();
            if (unsent.Unwritten <= most || aborted is not null) return Task.CompletedTask;
            drainedAt = most;
            drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return drained.Task;
        }
    }

    /// <summary>Writes a message after those before it; it is lost when the connection is no more.</summary>
    public void Send(ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            if (isLeft || isHalfClosed || aborted is not null) return;
            isAnswered = true;

            if (!unsent.TryAdd(bytes))
            {
                Notify(TcpEvent.NotReading);
                Abort(CloseReason.Reset);
                return;
            }

            if (isWriting || !isOpen) return;
            isWriting = true;
        }

        _ = WriteAsync();
    }

    /// <summary>The machine says nothing more: what was sent is written, then our side ends.</summary>
    public void HalfClose()
    {
        lock (gate)
        {
            isHalfClosed = true;
            if (isOpen && !isWriting) End();
        }
    }

    /// <summary>The machine is done with the connection: what was sent is written, then both sides close.</summary>
    public void Leave()
    {
        lock (gate)
        {
            isLeft = true;
            readable.TrySetResult();
            if (!isOpen && unsent.IsEmpty) Abort(CloseReason.Reset);
            else if (isOpen && !isWriting) End();
            else deadline = context.After(context.Wire.Limits.Request);
        }
    }

    /// <summary>Gives the connection up if its time is over.</summary>
    public void Expire(long now)
    {
        lock (gate)
        {
            if (now < deadline || aborted is not null) return;
            if (!isLeft && Name.IsAccepted && !isAsked) Notify(TcpEvent.TimedOut);
            Abort(CloseReason.TimedOut);
        }
    }

    /// <summary>Ends the connection at once: by a reset, unless all has been said.</summary>
    public void Abort(CloseReason reason)
    {
        lock (gate)
        {
            if (aborted is not null) return;
            aborted = reason;
            readable.TrySetResult();
            drained?.TrySetResult();
            unsent.Clear();
            if (isEnded)
            {
                socket?.Dispose();
            }
            else
            {
                recording?.Reset(isOurs: true);
                socket?.Close(0);
            }
        }

        written.TrySetResult();
    }

    private async Task<CloseReason> LiveAsync()
    {
        if (aborted is { } early) return early;

        try
        {
            if (socket is null)
                await ConnectAsync(ConnectionModule.partner(Name));
            else if (context.Recorder is { } recorder)
                recording = TcpRecording.OfCaller(recorder, ConnectionModule.partner(Name), LocalEndpoint(socket));

            if (!isLeft)
                await context.TellAsync(new ReceivedInput<TMessage>.Opened(address) { Admit = Name.IsAccepted ? Meet : IsHeard });

            await ReadAsync();
            return CloseReason.ClosedByPartner;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            if (aborted is { } reason) return reason;
            recording?.Reset(isOurs: false);
            return (e as SocketException)?.SocketErrorCode switch
            {
                SocketError.TimedOut => CloseReason.TimedOut,
                _ when !isOpen => CloseReason.Refused,
                _ => CloseReason.Reset,
            };
        }
    }

    private async Task ConnectAsync(Endpoint target)
    {
        if (!IPAddress.TryParse(target.Host, out var address) || target.Port is <= 0 or > ushort.MaxValue)
            throw new SocketException((int)SocketError.AddressNotAvailable);

        var remote = new IPEndPoint(context.SourceAddresses.OnLink(address), target.Port);
        var opening = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        lock (gate)
        {
            socket = opening;
            if (aborted is not null) throw new ObjectDisposedException(nameof(TcpLink<>));
        }

        var departure = context.SourceAddresses.DepartureTo(remote.Address);
        if (context.Recorder is { } recorder)
        {
            // A recording names our end even of a call that is refused.
            opening.Bind(new IPEndPoint(departure ?? Udp.Routes.LocalAddressFor(remote.Address), 0));
            recording = TcpRecording.OfCall(recorder, LocalEndpoint(opening), target);
        }
        else if (departure is not null)
        {
            SourceAddresses.Leave(opening, departure);
        }

        // The caller's thread is the machine's: it only starts the call.
        await opening.ConnectAsync(remote).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

        // A call to a free port of this machine may be given that very port, and answer itself.
        if (remote.Equals(opening.LocalEndPoint)) throw new SocketException((int)SocketError.ConnectionRefused);
        recording?.Answered();

        lock (gate)
        {
            if (aborted is not null) return;
            isOpen = true;
            if (!isLeft) deadline = Never;
            isWriting = !unsent.IsEmpty;
            if (isHalfClosed && !isWriting) End();
            // The machine may have left already; then something waits to be said, or the call would have been given up.
            if (isWriting) _ = WriteAsync();
        }
    }

    private async Task ReadAsync()
    {
        while (true)
        {
            await readable.Task;
            await context.Waiting.Room;
            if (await ReceiveAsync() == 0) break;
        }

        recording?.Ended(isOurs: false);
        var (messages, malformation) = reader.End();
        await TellAsync(messages, 0, malformation);
        lock (gate)
            if (!isLeft) deadline = Never;
    }

    /// <summary>Reads what has come, and tells what it completes; answers how many bytes there were, 0 at the end.</summary>
    private async ValueTask<int> ReceiveAsync()
    {
        var space = reader.Space();
        if (!space.IsEmpty)
        {
            space = space[..Math.Min(space.Length, BlockReadSize)];
            space = space[..await socket!.ReceiveAsync(space, SocketFlags.None)];
            recording?.Received(space);
            if (space.IsEmpty || isLeft) return space.Length;
            var (messages, malformation) = reader.Filled(space.Length);
            await TellAsync(messages, reader.Finished, malformation);
            return space.Length;
        }

        // A silent connection holds no buffer, and a message keeps no more than the bytes that came.
        await socket!.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
        var buffer = GC.AllocateUninitializedArray<byte>(Math.Clamp(socket.Available, 1, ReadSize));
        ReadOnlyMemory<byte> bytes = buffer.AsMemory(0, await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None));
        if (!bytes.IsEmpty) recording?.Received(bytes);
        for (var rest = bytes; !rest.IsEmpty && !isLeft;) rest = await DecodeAsync(rest);
        return bytes.Length;
    }

    /// <summary>Tells what some of the bytes complete; answers the rest.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> DecodeAsync(ReadOnlyMemory<byte> bytes)
    {
        var (messages, malformation, rest) = reader.Take(bytes);
        await TellAsync(messages, reader.Finished, malformation);
        return rest;
    }

    /// <summary>Tells messages, which came in so many bytes, and what was none.</summary>
    private async ValueTask TellAsync(IReadOnlyList<TMessage> messages, int bytes, Malformation? malformation)
    {
        for (var index = 0; index < messages.Count; index++)
        {
            var message = messages[index];
            // The first message stands for the bytes of all; those of a large one are its own.
            var size = index == 0 ? bytes : 0;
            if (size > 0) context.Waiting.Add(size);
            isAsked = true;
            lock (gate)
                if (!isLeft) deadline = Never;
            await context.TellAsync(new ReceivedInput<TMessage>.Received(address, message) { Admit = size > 0 ? () => Hear(size) : IsHeard });
        }

        if (malformation is not null) await TellMalformedAsync(malformation);
    }

    private ValueTask TellMalformedAsync(Malformation malformation)
    {
        if (malformation.Problem is MessageReader<TMessage>.Oversize or MessageReader<TMessage>.OverBudget) Notify(TcpEvent.Oversize);
        isAsked = true;
        return context.TellAsync(new ReceivedInput<TMessage>.Malformed(address, malformation) { Admit = IsHeard });
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                ReadOnlyMemory<byte> bytes;
                lock (gate)
                {
                    if (!unsent.TryTake(out bytes))
                    {
                        isWriting = false;
                        if (isLeft || isHalfClosed) End();
                        return;
                    }
                }

                // Seen before it leaves: a recording shows the question before its answer.
                recording?.Sent(bytes);
                for (var rest = bytes; !rest.IsEmpty;)
                {
                    var wrote = await socket!.SendAsync(rest[..Math.Min(rest.Length, WriteSize)], SocketFlags.None);
                    rest = rest[wrote..];
                    lock (gate)
                    {
                        unsent.Wrote(wrote);
                        if (unsent.Unwritten <= drainedAt) drained?.TrySetResult();
                    }
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Abort(CloseReason.Reset);
        }
    }

    /// <summary>Says that nothing more comes from us; under the gate.</summary>
    private void End()
    {
        if (aborted is not null) return;
        deadline = context.After(isLeft ? context.Limits.Linger : context.Wire.Limits.Request);
        if (!isEnded) EndSending();
        if (isLeft && !context.Limits.EndsByReset) written.TrySetResult();
    }

    private void EndSending()
    {
        isEnded = true;
        if (isLeft && context.Limits.EndsByReset)
        {
            _ = ResetAsync();
            return;
        }

        recording?.Ended(isOurs: true);
        try
        {
            socket!.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The partner was faster; the reader hears of it.
        }
    }

    /// <summary>Resets the connection once the partner's system has all that was sent.</summary>
    private async Task ResetAsync()
    {
        try
        {
            while (aborted is null && Acknowledgement.IsOwed(socket!))
                await Task.Delay(AcknowledgementPoll, context.Clock);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The partner was faster.
        }

        lock (gate) isEnded = false;
        Abort(CloseReason.Reset);
    }

    /// <summary>A caller that ends its side after its request waits for what we say.</summary>
    private bool IsOwedAnAnswer => Name.IsAccepted && isAsked && !isAnswered && context.Wire.Limits.Answer > TimeSpan.Zero;

    private bool IsHeard() => !isLeft;

    private bool Hear(int bytes)
    {
        context.Waiting.Remove(bytes);
        return !isLeft;
    }

    private bool Meet() => context.Known.TryAdd(Name, this);

    private bool Forget()
    {
        if (isLeft) return false;
        lock (gate)
        {
            if (aborted is null && IsOwedAnAnswer)
            {
                deadline = context.After(context.Wire.Limits.Answer);
                return false;
            }
        }

        context.Known.Remove(Name);
        Leave();
        return true;
    }

    private void Notify(TcpEvent what) => context.Notify?.Invoke(new(what, ConnectionModule.partner(Name)));

    internal static Endpoint LocalEndpoint(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).ToEndpoint();
}
