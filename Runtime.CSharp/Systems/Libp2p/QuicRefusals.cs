using PeerFunctional.Kernel;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Quic;

namespace PeerFunctional.Runtime.Systems.Libp2p;

/// <summary>How ends of QUIC connections and refusals of libp2p stand for each other.</summary>
internal static class QuicRefusals
{
    /// <summary>What was wrong with a caller whose handshake was refused.</summary>
    public static Malformation Fault(QuicEnd end) => end switch
    {
        { Alert: TlsAlert.NoApplicationProtocol } => new("no-protocol", "it does not offer libp2p"),
        { Alert: TlsAlert.CertificateRequired } => new("no-certificate", "it shows no certificate"),
        { Alert: { } alert } => new("bad-certificate", end.Reason.Length > 0 ? end.Reason : QuicEnd.AlertWords(alert)),
        _ => new("full", end.Reason),
    };

    /// <summary>The refusal that a partner's close is; none where it closed without a cause.</summary>
    public static IReadOnlyList<Message> Read(QuicEnd end) => end switch
    {
        { Kind: QuicEndKind.ClosedByPeer, Code: RefusalModule.NoRoom } or { Kind: QuicEndKind.FailedThere, Code: QuicEnd.ConnectionRefused } =>
            Refused(RefusalCause.Full, end.Reason.Length > 0 ? end.Reason : "the listener is full"),
        { Kind: QuicEndKind.ClosedByPeer } => end is { Code: 0, Reason: "" } ? [] : Refused(RefusalCause.Other, end.ToString()),
        { Kind: QuicEndKind.FailedThere, Alert: TlsAlert.NoApplicationProtocol } =>
            Refused(RefusalCause.Other, "it does not speak libp2p"),
        { Kind: QuicEndKind.FailedThere, Alert: { } alert } =>
            Refused(RefusalCause.Certificate, $"it does not accept our certificate: {(end.Reason.Length > 0 ? end.Reason : QuicEnd.AlertWords(alert))}"),
        { Kind: QuicEndKind.FailedThere } => Refused(RefusalCause.Other, end.ToString()),
        _ => [],
    };

    /// <summary>How a refusal closes a connection.</summary>
    public static QuicFarewell? Write(Message message) => message switch
    {
        Message.Refused { Item: { Cause.IsFull: true } refusal } => new(RefusalModule.NoRoom, refusal.Words),
        Message.Refused { Item: var refusal } => new(0, refusal.Words),
        _ => null,
    };

    private static Message[] Refused(RefusalCause cause, string words) => [Message.NewRefused(RefusalModule.create(cause, words))];
}
