using System.Security.Cryptography;
using PeerFunctional.Kernel;
using PeerFunctional.Libp2p;

namespace PeerFunctional.Runtime.Crypto;

/// <summary>Verifies the signatures of libp2p's certificates and peer records. Safe to use from any number of threads.</summary>
public static class PeerSignatures
{
    private static readonly ISignatures Ed25519 = new Ed25519();

    /// <summary>Whether the signature is the key's over the text; false for malformed keys and signatures.</summary>
    public static bool Verify(RequiredSignature required)
    {
        var key = required.Key.Bytes;
        var text = required.Text.Bytes;
        var signature = required.Signature.Bytes;

        try
        {
            return required.Algorithm.Tag switch
            {
                SignatureAlgorithm.Tags.Ed25519 => Ed25519.Verify(key, text, signature),
                SignatureAlgorithm.Tags.EcdsaSha256 => Ecdsa(key.Span, text.Span, signature.Span, HashAlgorithmName.SHA256),
                SignatureAlgorithm.Tags.EcdsaSha384 => Ecdsa(key.Span, text.Span, signature.Span, HashAlgorithmName.SHA384),
                SignatureAlgorithm.Tags.RsaSha256 => Rsa(key.Span, text.Span, signature.Span),
                _ => Secp256k1.Verify(key.Span, text.Span, signature.Span),
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool Ecdsa(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(key, out _);
        return ecdsa.VerifyData(text, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool Rsa(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key, out _);
        return rsa.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
