using PeerFunctional.Libp2p;

namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary>Why a dial came to nothing, and what to do about it.</summary>
internal static class Libp2pFailure
{
    /// <summary>One line for standard error; null where a notice is no failure of a dial.</summary>
    public static string? Words(Notice notice) => notice switch
    {
        Notice.DialRefused { Item2.Cause.IsFull: true } => $"{Line(notice)}; try again later, or raise the limits of the listener (--max-connections, --max-connections-per-address)",
        Notice.DialRefused { Item2.Cause.IsCertificate: true } => $"{Line(notice)}; a peer with another version of libp2p may listen there",
        Notice.DialRefused => $"{Line(notice)}; try again later",
        Notice.DialFailed { Item1: var address } => $"{Line(notice)}; check the address, or start a peer there with: peer libp2p listen {Listening(address)}",
        Notice.CertificateRefused => $"{Line(notice)}; check the address: the program that listens there does not prove a peer id",
        Notice.WrongPeer { proved: var proved } => $"{Line(notice)}; to dial that one, end the address in /p2p/{proved}",
        Notice.IdentifyFailed or Notice.PingFailed => Line(notice),
        _ => null,
    };

    /// <summary>What a listener is told: where, and not who it is.</summary>
    private static string Listening(Multiaddr address) => MultiaddrModule.text(address).Split("/p2p/")[0];

    private static string Line(Notice notice) => NoticeModule.line(notice);
}
