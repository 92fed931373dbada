using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Quic;
using PeerFunctional.Runtime.Tcp;
using PeerFunctional.Runtime.Udp;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>A machine's sockets, by its wires. Nothing is sent or accepted before the machine runs.</summary>
public sealed class Sockets<TMessage> : IAsyncDisposable
{
    private readonly UdpTransport<TMessage>? datagrams;
    private readonly TcpTransport<TMessage>? streams;
    private readonly SubstreamTransport<TMessage>? substreams;

    private Sockets(UdpTransport<TMessage>? datagrams, TcpTransport<TMessage>? streams)
    {
        (this.datagrams, this.streams) = (datagrams, streams);
        Transport = (datagrams, streams) switch
        {
            ({ } one, { } other) => new JoinedTransport<TMessage>(one, other),
            ({ } one, null) => one,
            (null, { } one) => one,
            _ => throw new ArgumentException("a machine has a wire"),
        };
    }

    private Sockets(SubstreamTransport<TMessage> substreams)
    {
        this.substreams = substreams;
        Transport = substreams;
    }

    /// <summary>Opens them: QUIC alone where the machine has streams inside connections.</summary>
    /// <exception cref="IOException">An address cannot be listened on; the message says why.</exception>
    /// <exception cref="QuicUnavailableException">QUIC's native library is missing.</exception>
    public static Sockets<TMessage> Open<TNotice>(Wires<TMessage> wires, Binding<TMessage> binding, HostContext<TNotice> context)
    {
        if (wires.Substreams is { IsSome: true, Value: var inner })
            return new(OpenQuic(inner, binding.Quic ?? throw new ArgumentException("streams inside connections need QUIC"), context.Recorder));
        UdpTransport<TMessage>? datagrams = wires.Datagrams is { IsSome: true, Value: var codec }
            ? UdpTransport<TMessage>.Bind(
                binding.Datagrams, codec, binding.NamedPort, context.Observe + context.Recorder?.Observe, binding.SharesPorts)
            : null;
        try
        {
            return new(datagrams, wires.Streams is { IsSome: true, Value: var wire }
                ? TcpTransport<TMessage>.Create(wire, binding.Streams, binding.Limits, context.Clock, context.Recorder, context.Notify)
                : null);
        }
        catch (IOException)
        {
            datagrams?.Close();
            throw;
        }
    }

    /// <summary>Moves the machine's messages.</summary>
    public ITransport<TMessage> Transport { get; }

    /// <summary>Where partners call; null if nowhere.</summary>
    public Endpoint? StreamAddress => streams?.LocalEndPoint?.ToEndpoint();

    /// <summary>Where QUIC's socket is bound; null where there is none.</summary>
    public IPEndPoint? QuicAddress => substreams?.LocalEndPoint;

    /// <summary>Bytes sent on a connection that are not written yet; 0 where there is no such connection. From any thread.</summary>
    public long Unwritten(Connection connection) => streams?.Unwritten(connection) ?? 0;

    /// <summary>Ends when no more bytes than so many are unwritten on a connection; it may end earlier. From any thread.</summary>
    public Task DrainedAsync(Connection connection, long most) => streams?.DrainedAsync(connection, most) ?? Task.CompletedTask;

    /// <summary>Stops to read a connection, so that its partner waits, or goes on. From any thread.</summary>
    public void Hold(Connection connection, bool isHeld) => streams?.Hold(connection, isHeld);

    /// <summary>Where a channel's datagrams arrive.</summary>
    public Endpoint DatagramAddress(PortRole channel) =>
        (datagrams ?? throw new InvalidOperationException("the machine has no datagrams")).LocalEndPoint(channel).ToEndpoint();

    /// <summary>Closes all connections in order, and the sockets.</summary>
    public ValueTask DisposeAsync() => Transport.DisposeAsync();

    private static SubstreamTransport<TMessage> OpenQuic(SubstreamWire<TMessage> wire, QuicBinding<TMessage> binding, Recorder? recorder)
    {
        var options = binding.Options;
        if (recorder is not null)
            options = options with { Recorder = new QuicRecording(recorder).Datagram, KeyLog = options.KeyLog + recorder.Secret };
        try
        {
            return SubstreamTransport<TMessage>.Open(wire, binding with { Options = options });
        }
        catch (SocketException e)
        {
            throw Listening.Failure(e, ProtocolType.Udp, options.LocalEndPoint);
        }
    }
}
