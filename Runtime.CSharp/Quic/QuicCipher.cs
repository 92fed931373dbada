namespace PeerFunctional.Runtime.Quic;

/// <summary>What packets are sealed with after the handshake: the cipher of a TLS 1.3 suite.</summary>
public enum QuicCipher
{
    /// <summary>The suite 0x1301.</summary>
    Aes128Gcm,

    /// <summary>The suite 0x1302.</summary>
    Aes256Gcm,

    /// <summary>The suite 0x1303; about three times slower than AES where the processor has that.</summary>
    ChaCha20Poly1305,
}
