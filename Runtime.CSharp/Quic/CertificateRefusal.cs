using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Why the certificates of a peer are refused.</summary>
/// <param name="Alert">The TLS alert that the peer gets.</param>
/// <param name="Fault">What is wrong with the certificates, for the machine.</param>
public sealed record CertificateRefusal(TlsAlert Alert, Malformation Fault);
