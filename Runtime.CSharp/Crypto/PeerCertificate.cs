using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Libp2p;

namespace PeerFunctional.Runtime.Crypto;

/// <summary>Checks the certificate that a libp2p peer presents in its TLS handshake.</summary>
public static class PeerCertificate
{
    /// <summary>The id that the certificates prove, or what is wrong with them: <c>CertificateFaultModule.alert</c> has its TLS alert.</summary>
    /// <param name="presented">All certificates that were presented, each in DER.</param>
    /// <param name="now">The time of the check.</param>
    public static FSharpResult<PeerId, CertificateFault> Check(IEnumerable<ReadOnlyMemory<byte>> presented, DateTimeOffset now)
    {
        var judged = CertificateCheck.judge(now.ToUnixTimeSeconds(), ListModule.OfSeq(presented));
        if (judged.IsError)
        {
            return FSharpResult<PeerId, CertificateFault>.NewError(judged.ErrorValue.Head);
        }

        var claim = judged.ResultValue;
        if (!PeerSignatures.Verify(claim.SelfSignature))
        {
            return FSharpResult<PeerId, CertificateFault>.NewError(CertificateFault.SelfSignatureWrong);
        }

        return PeerSignatures.Verify(claim.HostSignature)
            ? FSharpResult<PeerId, CertificateFault>.NewOk(CertificateCheck.peer(claim))
            : FSharpResult<PeerId, CertificateFault>.NewError(CertificateFault.HostSignatureWrong);
    }
}
