using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Udp;

/// <summary>One datagram that left or arrived.</summary>
public readonly record struct ObservedDatagram(bool IsSent, Endpoint Local, Endpoint Remote, ReadOnlyMemory<byte> Bytes);
