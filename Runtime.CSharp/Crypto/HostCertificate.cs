using System.Security.Cryptography;
using PeerFunctional.Kernel;
using PeerFunctional.Libp2p;

namespace PeerFunctional.Runtime.Crypto;

/// <summary>The libp2p certificate of a host for one run of the program: a P-256 key of its own, which the host key has signed.</summary>
public sealed class HostCertificate : IDisposable
{
    private const int SerialLength = 20;

    private HostCertificate(ECDsa key, byte[] der)
    {
        Key = key;
        Der = der;
    }

    /// <summary>The certificate's private key, P-256.</summary>
    public ECDsa Key { get; }

    /// <summary>The certificate.</summary>
    public byte[] Der { get; }

    /// <summary>Makes a certificate for an Ed25519 host key.</summary>
    public static HostCertificate Create(ISignatures signatures, ReadOnlyMemory<byte> seed, PublicKey hostKey)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var info = new ByteString(key.ExportSubjectPublicKeyInfo());
        var form = new CertificateForm(
            new ByteString(Serial()),
            info,
            hostKey,
            new ByteString(signatures.Sign(seed, CertificateModule.hostSigned(info).Bytes)));
        var toBeSigned = CertificateFormModule.toBeSigned(form);
        var signature = key.SignData(toBeSigned, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new HostCertificate(key, CertificateFormModule.certificate(toBeSigned, signature));
    }

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();

    /// <summary>Positive, and without a zero at its beginning.</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        return serial;
    }
}
