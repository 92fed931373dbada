namespace PeerFunctional.Runtime.Quic;

/// <summary>How a connection ends.</summary>
internal sealed partial class QuicConnection
{
    private const int LongestClose = 1_200;
    private const long LargestCode = (1L << 62) - 1;

    private TaskCompletionSource? acknowledged;
    private ClosingReply? closing;

    public async Task<QuicEnd> CloseAsync(long code = 0, bool afterAcknowledged = false, string reason = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(code);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, LargestCode);
        if (afterAcknowledged) await AcknowledgedAsync();
        lock (Enter())
        {
            if (native is not null) CloseWith(CloseCause.Application(code, reason));
        }

        return await Closed;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    /// <summary>The endpoint is disposed: closes at once, and answers nothing more.</summary>
    public void Abandon()
    {
        lock (gate)
        {
            if (native is not null) CloseWith(CloseCause.Application(0));
            ids.Clear();
            timer.Dispose();
        }
    }

    private async Task AcknowledgedAsync()
    {
        Task wait;
        lock (Enter())
        {
            if (native is null || Streams.AreAcknowledged) return;
            acknowledged ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            wait = acknowledged.Task;
        }

        await wait.WaitAsync(options.CloseWait, options.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>ngtcp2 says that the connection is over.</summary>
    private void React(int result)
    {
        var layout = native!.Layout;
        if (result == layout.Draining)
            Finish(isReset ? new(QuicEndKind.ResetByPeer, 0, "") : native.PeersEnd, reply: null, lingers: !isReset);
        else if (result == layout.IdleClose)
            Finish(new(QuicEndKind.Idle, 0, ""), reply: null, lingers: false);
        else if (result == layout.HandshakeTimeout)
            Finish(new(QuicEndKind.HandshakeTimedOut, 0, ""), reply: null, lingers: false);
        else if (result == layout.DropConnection)
            Finish(new(QuicEndKind.FailedHere, 0, "the handshake began wrongly"), reply: null, lingers: false);
        else if (refusal is (var alert, var reason))
            CloseWith(CloseCause.Tls(alert, reason));
        else if (result == layout.CryptoFailed && native.TlsAlert is not 0 and var own)
            CloseWith(CloseCause.Tls((TlsAlert)own));
        else
            CloseWith(CloseCause.Library(result));
    }

    /// <summary>Sends the datagram that closes the connection.</summary>
    private void CloseWith(CloseCause cause)
    {
        Span<byte> datagram = stackalloc byte[LongestClose];
        var (length, code) = native!.WriteClose(datagram, cause);
        datagram = datagram[..length];
        if (length > 0) endpoint.Socket.Send(datagram, path);
        var end = cause switch
        {
            { Alert: null, LibraryError: null } => new QuicEnd(QuicEndKind.ClosedByUs, cause.ApplicationCode, cause.Reason),
            { LibraryError: { } error } => new(QuicEndKind.FailedHere, code, failure?.Message ?? native.Words(error)),
            _ => new(QuicEndKind.FailedHere, code, failure?.Message ?? cause.Reason),
        };
        Finish(end, length > 0 ? datagram.ToArray() : null, lingers: true);
    }

    /// <summary>Frees the native connection. What still comes is swallowed, or answered by <paramref name="reply"/>, for three probe time-outs.</summary>
    private void Finish(QuicEnd end, byte[]? reply, bool lingers)
    {
        const int probeTimeouts = 3;
        var now = native!.Now;
        var wait = native.ProbeTimeout * probeTimeouts;
        native.Dispose();
        native = null;
        closing = reply is null ? null : new(reply);
        if (lingers)
        {
            timer.Fired();
            timer.Arm(now + wait, now);
        }
        else
        {
            ids.Clear();
            timer.Dispose();
        }

        Streams.Fail(end);
        confirmed.TrySetException(new QuicException(end));
        _ = confirmed.Task.Exception; // nobody may be waiting for it
        closed.TrySetResult(end);
        acknowledged?.TrySetResult();
        endpoint.Ended(this, end, wasEstablished: isEstablished);
    }
}
