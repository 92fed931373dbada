namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>How a packet is protected.</summary>
internal enum PacketLevel
{
    Initial,
    Handshake,
    Application,
}
