using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>The keys of one direction at one level, by which its packets open (RFC 9001, 5).</summary>
public sealed class PacketKeys
{
    /// <summary>TLS_AES_128_GCM_SHA256.</summary>
    public const int Aes128Suite = 0x1301;

    /// <summary>TLS_AES_256_GCM_SHA384.</summary>
    public const int Aes256Suite = 0x1302;

    /// <summary>TLS_CHACHA20_POLY1305_SHA256.</summary>
    public const int ChaCha20Suite = 0x1303;

    /// <summary>Bytes behind the content that prove it.</summary>
    public const int TagLength = 16;

    /// <summary>Bytes of a sample, four bytes behind the begin of the packet number.</summary>
    public const int SampleLength = 16;

    private static readonly byte[] InitialSalt = Convert.FromHexString("38762CF7F55934B34D179AE6A4C80CADCCBB7F0A");

    private readonly int suite;
    private readonly byte[] secret;
    private readonly byte[] key;
    private readonly byte[] iv;
    private readonly byte[] headerKey;

    private PacketKeys(int suite, byte[] secret, byte[]? headerKey)
    {
        this.suite = suite;
        this.secret = secret;
        var keyLength = suite == Aes128Suite ? 16 : 32;
        key = Expand(secret, "quic key", keyLength);
        iv = Expand(secret, "quic iv", 12);
        this.headerKey = headerKey ?? Expand(secret, "quic hp", keyLength);
    }

    /// <summary>The keys of a secret; null where the suite is another one, or the secret is not of its length.</summary>
    public static PacketKeys? Of(int suite, byte[]? secret) =>
        secret is not null && suite is Aes128Suite or Aes256Suite or ChaCha20Suite && secret!.Length == HashLength(suite)
            ? new(suite, secret, null)
            : null;

    /// <summary>The keys of Initial packets, which follow from the first destination id of the client.</summary>
    public static PacketKeys Initial(ReadOnlySpan<byte> destination, bool isClient)
    {
        var common = HKDF.Extract(HashAlgorithmName.SHA256, destination.ToArray(), InitialSalt);
        return new(Aes128Suite, Expand(HashAlgorithmName.SHA256, common, isClient ? "client in" : "server in", 32), null);
    }

    /// <summary>The keys after an update; those of headers stay.</summary>
    public PacketKeys Next() => new(suite, Expand(secret, "quic ku", secret.Length), headerKey);

    /// <summary>The five bytes that hide a header, from the sample behind its packet number.</summary>
    public void Mask(ReadOnlySpan<byte> sample, Span<byte> mask)
    {
        if (suite == ChaCha20Suite)
        {
            ChaCha20Block.KeyStream(headerKey, sample, mask[..5]);
            return;
        }
        using var aes = Aes.Create();
        aes.Key = headerKey;
        Span<byte> block = stackalloc byte[16];
        aes.EncryptEcb(sample[..SampleLength], block, PaddingMode.None);
        block[..5].CopyTo(mask);
    }

    /// <summary>The content of a packet with its header in the clear; null where it is not authentic.</summary>
    public byte[]? Open(long number, ReadOnlySpan<byte> header, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < TagLength) return null;
        Span<byte> nonce = stackalloc byte[12];
        iv.CopyTo(nonce);
        var tail = nonce[4..];
        BinaryPrimitives.WriteInt64BigEndian(tail, BinaryPrimitives.ReadInt64BigEndian(tail) ^ number);
        var content = new byte[sealedBytes.Length - TagLength];
        try
        {
            Decrypt(nonce, header, sealedBytes[..^TagLength], sealedBytes[^TagLength..], content);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private void Decrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> header, ReadOnlySpan<byte> hidden, ReadOnlySpan<byte> tag, Span<byte> content)
    {
        if (suite == ChaCha20Suite)
        {
            using var chacha = new ChaCha20Poly1305(key);
            chacha.Decrypt(nonce, hidden, tag, content, header);
            return;
        }
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(nonce, hidden, tag, content, header);
    }

    private static int HashLength(int suite) => suite == Aes256Suite ? 48 : 32;

    private byte[] Expand(byte[] from, string label, int length) =>
        Expand(suite == Aes256Suite ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256, from, label, length);

    /// <summary>HKDF-Expand-Label of TLS 1.3 with an empty context.</summary>
    private static byte[] Expand(HashAlgorithmName hash, byte[] from, string label, int length)
    {
        var name = Encoding.ASCII.GetBytes("tls13 " + label);
        byte[] info = [(byte)(length >> 8), (byte)length, (byte)name.Length, .. name, 0];
        return HKDF.Expand(hash, from, length, info);
    }
}
