using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>A captured connection whose packets are opened by its secrets.</summary>
internal sealed class OpenedConnection(TlsSecrets secrets, ByteBudget budget, Endpoint client, Endpoint server, long start)
{
    /// <summary>Gaps of packet numbers that are told.</summary>
    private const int MaxGaps = 1_000;

    private readonly Dictionary<(bool IsClient, PacketLevel Level), PacketSpace> spaces = [];
    private readonly TlsHandshake handshake = new();
    private readonly OpenedStreams streams = new(budget);
    private readonly List<(CapturePoint Place, HostEnd From, long Code)> closings = [];
    private readonly List<SessionGap> gaps = [];

    public Endpoint Client { get; } = client;

    public Endpoint Server { get; } = server;

    /// <summary>Packets of the connection, opened or not.</summary>
    public long Packets { get; private set; }

    /// <summary>Those that were opened.</summary>
    public long Opened { get; private set; }

    /// <summary>Those for which the secrets are missing.</summary>
    public long Locked { get; private set; }

    /// <summary>Whether the client offered the protocol of libp2p.</summary>
    public bool IsLibp2p => handshake.Protocols.Contains("libp2p");

    /// <summary>Gets each id that an end gives itself.</summary>
    public required System.Action<byte[], bool> NewId { private get; init; }

    /// <summary>The destination of the client's Initial packets, which gives their keys; a Retry changes it.</summary>
    public void BeginInitial(ReadOnlySpan<byte> destination)
    {
        Space(true, PacketLevel.Initial).Keys = PacketKeys.Initial(destination, isClient: true);
        Space(false, PacketLevel.Initial).Keys = PacketKeys.Initial(destination, isClient: false);
    }

    /// <summary>Takes one packet that begins the datagram's rest.</summary>
    /// <param name="isClient">Whether the client sent it.</param>
    /// <param name="level">How it is protected.</param>
    /// <param name="packet">From its first byte to its end.</param>
    /// <param name="numberAt">Where its packet number stands.</param>
    /// <param name="frame">The frame of the capture.</param>
    /// <param name="time">In nanoseconds since 1970.</param>
    public void Take(bool isClient, PacketLevel level, ReadOnlySpan<byte> packet, int numberAt, long frame, long time)
    {
        Packets++;
        if (level == PacketLevel.Application && handshake.ClientRandom is not null && !IsLibp2p) return;
        var space = Space(isClient, level);
        space.Keys ??= Keys(isClient, level);
        if (space.Keys is not { } keys)
        {
            Locked++;
            return;
        }
        if (packet.Length < numberAt + 4 + PacketKeys.SampleLength) return;
        Span<byte> mask = stackalloc byte[5];
        keys.Mask(packet.Slice(numberAt + 4, PacketKeys.SampleLength), mask);
        var isLong = level != PacketLevel.Application;
        var first = (byte)(packet[0] ^ (mask[0] & (isLong ? 0x0F : 0x1F)));
        var numberLength = (first & 3) + 1;
        var header = packet[..(numberAt + numberLength)].ToArray();
        header[0] = first;
        var number = 0L;
        for (var at = 0; at < numberLength; at++)
        {
            header[numberAt + at] ^= mask[1 + at];
            number = (number << 8) | header[numberAt + at];
        }
        // What does not open is a stateless reset, or the other side passed over it too.
        if (space.Open(number, numberLength, isLong ? null : (first & 4) != 0, header, packet[header.Length..]) is not (var whole, { } content)) return;
        Opened++;
        if (!space.Note(whole, frame)) return;
        var place = new CapturePoint(frame, TimeSpan.FromTicks((time - start) / 100));
        if (!Frames(isClient, level, new(content), place))
            gaps.Add(new(GapKind.Events, frame, default, $"frame {frame} has a QUIC frame that is not known"));
    }

    /// <summary>The session, as far as its packets were opened.</summary>
    /// <param name="unordered">The first frame of the capture that stands behind a later one; 0 where there is none.</param>
    public HostSession Session(long unordered)
    {
        if (unordered > 0) gaps.Add(new(GapKind.Events, 0, default, $"frame {unordered} stands behind a later one, so what was sent first is not known"));
        gaps.AddRange(streams.Gaps());
        foreach (var isClient in (bool[])[true, false])
            foreach (var (since, count) in Space(isClient, PacketLevel.Application).Lacking().Take(MaxGaps))
                gaps.Add(new(GapKind.Packets, since, default, $"the capture lacks {(count == 1 ? "1 packet" : $"{count} packets")} of the {(isClient ? "dialer" : "listener")}, from frame {since} on"));
        if (Locked > 0) gaps.Add(new(GapKind.Packets, 0, default, $"the secrets of {Locked} packets are missing"));
        var events = streams.Events;
        return new(
            $"libp2p at {Server}",
            start,
            Identity(handshake.ClientCertificates, Client),
            Identity(handshake.ServerCertificates, Server),
            ListModule.OfSeq(events),
            ListModule.OfSeq(closings),
            ListModule.OfSeq(gaps));
    }

    private HostIdentity Identity(IReadOnlyList<ReadOnlyMemory<byte>> certificates, Endpoint endpoint)
    {
        var now = DateTimeOffset.UnixEpoch.AddTicks(start / 100);
        var key = FSharpValueOption<PublicKey>.None;
        if (PeerCertificate.Check(certificates, now).IsOk
            && CertificateCheck.judge(now.ToUnixTimeSeconds(), ListModule.OfSeq(certificates)) is { IsOk: true, ResultValue: var claim })
            key = FSharpValueOption<PublicKey>.NewValueSome(claim.Key);
        // Between other hosts the addresses may be translated on the way.
        var isHere = System.Net.IPAddress.TryParse(endpoint.Host, out var address) && System.Net.IPAddress.IsLoopback(address);
        return new(
            endpoint,
            key,
            default,
            isHere
                ? FSharpValueOption<Multiaddr>.NewValueSome(QuicAddressModule.multiaddr(QuicAddressModule.ofEndpoint(endpoint)))
                : default,
            true);
    }

    private PacketSpace Space(bool isClient, PacketLevel level)
    {
        if (!spaces.TryGetValue((isClient, level), out var space)) spaces[(isClient, level)] = space = new();
        return space;
    }

    private PacketKeys? Keys(bool isClient, PacketLevel level)
    {
        if (level == PacketLevel.Initial || handshake is not { ClientRandom: { } random, Suite: { } suite }) return null;
        var side = isClient ? "CLIENT" : "SERVER";
        var label = level == PacketLevel.Handshake ? $"{side}_HANDSHAKE_TRAFFIC_SECRET" : $"{side}_TRAFFIC_SECRET_0";
        return PacketKeys.Of(suite, secrets.Find(random, label));
    }

    /// <summary>Takes the frames of a packet; false where one is not known or cut short.</summary>
    private bool Frames(bool isClient, PacketLevel level, QuicBytes frames, CapturePoint place)
    {
        while (frames.Length > 0 && !frames.IsFailed)
        {
            var type = frames.Number();
            switch (type)
            {
                case 0x00 or 0x01 or 0x1e:
                    break;
                case 0x02 or 0x03:
                    Acknowledgement(Space(!isClient, level), ref frames, hasCounts: type == 0x03);
                    break;
                case 0x06:
                    var cryptoOffset = frames.Number();
                    handshake.Add(isClient, level, cryptoOffset, frames.WithLength());
                    break;
                case >= 0x08 and <= 0x0f:
                    Stream(isClient, type, ref frames, place);
                    break;
                case 0x04:
                    var (reset, resetCode) = (frames.Number(), frames.Number());
                    frames.Number();
                    if (!frames.IsFailed) streams.Reset(place, isClient, reset, resetCode);
                    break;
                case 0x05:
                    var (stopped, stopCode) = (frames.Number(), frames.Number());
                    if (!frames.IsFailed) streams.Stop(place, isClient, stopped, stopCode);
                    break;
                case 0x18:
                    frames.Number();
                    frames.Number();
                    var id = frames.WithLength(1);
                    frames.Take(16);
                    if (!frames.IsFailed) NewId(id.ToArray(), isClient);
                    break;
                case 0x1c or 0x1d:
                    var code = frames.Number();
                    if (type == 0x1c) frames.Number();
                    frames.WithLength();
                    if (!frames.IsFailed && closings.TrueForAll(closing => closing.From.IsDialer != isClient))
                        closings.Add((place, isClient ? HostEnd.Dialer : HostEnd.Listener, code));
                    break;
                default:
                    if (!Skip(type, ref frames)) return false;
                    break;
            }
        }
        return !frames.IsFailed;
    }

    private void Stream(bool isClient, long type, ref QuicBytes frames, CapturePoint place)
    {
        var stream = frames.Number();
        var offset = (type & 4) != 0 ? frames.Number() : 0;
        var content = (type & 2) != 0 ? frames.WithLength() : frames.Take(frames.Length);
        if (!frames.IsFailed) streams.Say(place, isClient, stream, offset, content, (type & 1) != 0);
    }

    private static void Acknowledgement(PacketSpace space, ref QuicBytes frames, bool hasCounts)
    {
        var last = frames.Number();
        frames.Number();
        var count = frames.Number();
        var first = last - frames.Number();
        if (!frames.IsFailed && first >= 0) space.Acknowledged.Add(first, last);
        for (var range = 0L; range < count && !frames.IsFailed; range++)
        {
            last = first - frames.Number() - 2;
            first = last - frames.Number();
            if (!frames.IsFailed && first >= 0) space.Acknowledged.Add(first, last);
        }
        if (!hasCounts) return;
        for (var counter = 0; counter < 3; counter++) frames.Number();
    }

    /// <summary>Passes over a frame that says nothing about streams; false where it is not known.</summary>
    private static bool Skip(long type, ref QuicBytes frames)
    {
        switch (type)
        {
            case 0x07 or 0x31:
                frames.WithLength();
                return true;
            case 0x30:
                frames.Take(frames.Length);
                return true;
            case 0x10 or 0x12 or 0x13 or 0x14 or 0x16 or 0x17 or 0x19:
                frames.Number();
                return true;
            case 0x11 or 0x15:
                frames.Number();
                frames.Number();
                return true;
            case 0x1a or 0x1b:
                frames.Take(8);
                return true;
            default:
                return false;
        }
    }
}
