using System.Net;
using System.Net.Sockets;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Quic;
using PeerFunctional.Runtime.Udp;
using Timer = PeerFunctional.Libp2p.Timer;

namespace PeerFunctional.Runtime.Systems.Libp2p;

/// <summary>Brings the machine of a libp2p peer to QUIC.</summary>
public static class Libp2pHost
{
    /// <summary>The ALPN of libp2p.</summary>
    private const string TlsProtocol = "libp2p";

    /// <summary>Bytes that a partner may send on one stream before we read them; the longest response comes in portions.</summary>
    private const long StreamWindow = 1_048_576;

    private const long ConnectionWindow = 4 * StreamWindow;

    /// <summary>Bytes of a stream that may wait for the partner's acknowledgement.</summary>
    private const int SendBuffer = 262_144;

    /// <summary>Callers that the machine itself refuses, with a notice, before QUIC refuses further ones.</summary>
    private const int RefusedByMachine = 64;

    /// <summary>A peer that listens, dials, or does both.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="signatures">Signs its certificate.</param>
    /// <param name="context">Clock, notices, recording and journal.</param>
    /// <exception cref="QuicUnavailableException">The native library is missing.</exception>
    /// <exception cref="IOException">The address cannot be listened on, or the journal cannot be created; the message says why.</exception>
    public static LiveMachine<Host, Timer, Message, UserCommand, Unit, Unit, Notice> Open(
        Libp2pOptions options, ISignatures signatures, HostContext<Notice> context)
    {
        using var certificate = HostCertificate.Create(signatures, options.Identity.Seed, options.Identity.Key);
        CertificateRefusal? Judge(IReadOnlyList<ReadOnlyMemory<byte>> presented) => Refusal(presented, context.Clock.GetUtcNow());

        var quic = new QuicOptions
        {
            Protocols = [TlsProtocol],
            Certificate = certificate.Der,
            PrivateKey = certificate.Key.ExportPkcs8PrivateKey(),
            Judge = presented => Judge(presented) is { } refusal ? CertificateAnswer.Refused(refusal.Alert, refusal.Fault.Detail) : CertificateAnswer.Accepted,
            LocalEndPoint = options.Bind,
            Listens = options.Listens,
            StreamWindow = StreamWindow,
            ConnectionWindow = ConnectionWindow,
            SendBuffer = SendBuffer,
            MaxStreams = HostLimits.MaxStreams,
            MaxConnections = options.MaxConnections + RefusedByMachine,
            MaxConnectionsPerAddress = options.MaxConnectionsPerAddress,
            Ciphers = options.Ciphers,
            KeyLog = options.KeyLog,
            Time = context.Clock,
        };
        return LiveMachine.Open(
            HostRoles.host, Libp2pWires.create(ProtocolKindModule.standard(options.Protocol)),
            new() { Quic = new(quic, Judge, Proved) { Fault = QuicRefusals.Fault, Read = QuicRefusals.Read, Write = QuicRefusals.Write } },
            sockets => Settings(options, options.Listens ? ListenAddresses(sockets.QuicAddress!) : []),
            context);
    }

    /// <summary>Finds whom a multiaddr names; a name is looked up.</summary>
    /// <exception cref="IOException">The address is not QUIC's, or the name has no address.</exception>
    public static async Task<DialTarget> ResolveAsync(Multiaddr address, CancellationToken cancellation)
    {
        var read = QuicAddressModule.forDialing(address);
        if (read.IsError) throw new IOException($"{MultiaddrModule.text(address)} cannot be dialed: {read.ErrorValue.Detail}");
        var quic = read.ResultValue;
        var host = quic.Host switch
        {
            QuicHost.Named { family: var family, name: var name } => await HostName.ToCallAsync(name, FamilyOf(family), cancellation),
            QuicHost.Literal literal => await HostName.ToCallAsync(literal.Item, from: null, cancellation),
            _ => throw new InvalidOperationException($"no host: {quic.Host}"),
        };
        return new(address, new IPEndPoint(host, quic.Port).ToEndpoint(), quic.Peer);
    }

    /// <summary>Where a peer that only dials binds its socket: the address that the target is reached from.</summary>
    /// <exception cref="IOException">There is no way to the target.</exception>
    public static IPEndPoint BindingFor(DialTarget target)
    {
        try
        {
            return new(Routes.LocalAddressFor(IPAddress.Parse(target.Endpoint.Host)), 0);
        }
        catch (SocketException e)
        {
            throw new IOException($"{MultiaddrModule.text(target.Address)} cannot be dialed: {e.Message}", e);
        }
    }

    /// <summary>Where a multiaddr lets a peer listen; a name is looked up.</summary>
    /// <exception cref="IOException">The address is not QUIC's, or the name has no address.</exception>
    public static async Task<IPEndPoint> ToListenAsync(Multiaddr address, CancellationToken cancellation)
    {
        var read = QuicAddressModule.ofMultiaddr(address);
        if (read.IsError) throw new IOException($"{MultiaddrModule.text(address)} cannot be listened on: {read.ErrorValue.Detail}");
        var host = read.ResultValue.Host switch
        {
            QuicHost.Named { family: var family, name: var name } => await HostName.ToCallAsync(name, FamilyOf(family), cancellation),
            QuicHost.Literal literal => await HostName.ToListenAsync(literal.Item, cancellation),
            _ => throw new InvalidOperationException($"no host: {read.ResultValue.Host}"),
        };
        return new(host, read.ResultValue.Port);
    }

    private static HostSettings Settings(Libp2pOptions options, IEnumerable<Multiaddr> listens) =>
        new(
            options.Identity.Key, options.Agent, HostSettingsModule.ProtocolVersion, options.Protocol, options.Compatibility,
            ListModule.OfSeq(listens), ListModule.OfSeq(options.Dials), options.Greeting, options.MaxConnections);

    /// <summary>One address an interface for a wildcard. Addresses of a link are left out: they name nobody elsewhere.</summary>
    private static IEnumerable<Multiaddr> ListenAddresses(IPEndPoint bound)
    {
        var hosts = bound.Address.IsWildcard()
            ? bound.Address.HostsBehind().Select(IPAddress.Parse).Where(host => host.AddressFamily == bound.AddressFamily && !host.IsIPv6LinkLocal)
            : [bound.Address];
        return hosts.Select(host => QuicAddressModule.multiaddr(QuicAddressModule.ofEndpoint(new IPEndPoint(host, bound.Port).ToEndpoint())));
    }

    private static CertificateRefusal? Refusal(IReadOnlyList<ReadOnlyMemory<byte>> presented, DateTimeOffset now)
    {
        var verdict = PeerCertificate.Check(presented, now);
        return verdict.IsError
            ? new((TlsAlert)CertificateFaultModule.alert(verdict.ErrorValue), new("bad-certificate", CertificateFaultModule.words(verdict.ErrorValue)))
            : null;
    }

    /// <summary>The id of a certificate that was judged before: its signatures hold.</summary>
    private static Message Proved(ReadOnlyMemory<byte> der)
    {
        var certificate = CertificateModule.read(der).ResultValue;
        return Message.NewProved(CertificateCheck.peer(CertificateCheck.ofCertificate(certificate.NotBefore, certificate).ResultValue));
    }

    private static AddressFamily FamilyOf(NameKind kind) =>
        kind.IsDns4 ? AddressFamily.InterNetwork : kind.IsDns6 ? AddressFamily.InterNetworkV6 : AddressFamily.Unspecified;
}
