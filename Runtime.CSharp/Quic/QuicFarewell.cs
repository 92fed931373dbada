namespace PeerFunctional.Runtime.Quic;

/// <summary>How an application closes a connection.</summary>
/// <param name="Code">Its code, below 2^62; 0 for no error.</param>
/// <param name="Reason">Words for the peer.</param>
public readonly record struct QuicFarewell(long Code, string Reason);
