namespace PeerFunctional.Runtime.Quic;

/// <summary>The native library is missing; the message is one line that names the package to install.</summary>
public sealed class QuicUnavailableException(string message) : Exception(message);
