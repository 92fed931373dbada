using System.Numerics;
using System.Security.Cryptography;

namespace PeerFunctional.Runtime.Crypto;

/// <summary>ECDSA on the curve secp256k1 (SEC 2), with keys as compressed points, which .NET does not read.</summary>
internal static class Secp256k1
{
    private const int CoordinateLength = 32;

    private static readonly ECCurve Curve = ECCurve.CreateFromValue("1.3.132.0.10");

    /// <summary>The field: 2^256 - 2^32 - 977.</summary>
    private static readonly BigInteger Prime = BigInteger.Pow(2, 256) - BigInteger.Pow(2, 32) - 977;

    /// <summary>Whether a signature in DER is the key's over the SHA-256 of a text.</summary>
    /// <exception cref="CryptographicException">The key or the signature is malformed.</exception>
    internal static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = Curve, Q = Decompress(key) });
        return ecdsa.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The point of 2 or 3, which tells whether y is even, and x: y is a root of x^3 + 7.</summary>
    private static ECPoint Decompress(ReadOnlySpan<byte> key)
    {
        if (key.Length != CoordinateLength + 1 || key[0] is not (2 or 3))
        {
            throw new CryptographicException("a key is a compressed point of 33 bytes");
        }

        var x = new BigInteger(key[1..], isUnsigned: true, isBigEndian: true);
        var square = (BigInteger.ModPow(x, 3, Prime) + 7) % Prime;

        // The prime is 3 modulo 4, so this power is a root if there is one.
        var y = BigInteger.ModPow(square, (Prime + 1) / 4, Prime);
        if (x >= Prime || BigInteger.ModPow(y, 2, Prime) != square)
        {
            throw new CryptographicException("a key is not a point of the curve");
        }

        return new ECPoint { X = key[1..].ToArray(), Y = Coordinate(y.IsEven == (key[0] == 2) ? y : Prime - y) };
    }

    private static byte[] Coordinate(BigInteger number)
    {
        var bytes = new byte[CoordinateLength];
        var significant = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        significant.CopyTo(bytes, CoordinateLength - significant.Length);
        return bytes;
    }
}
