using System.Security.Cryptography;

namespace PeerFunctional.Runtime.Quic;

/// <summary>What ngtcp2 and GnuTLS ask of a connection, with its lock held. Nothing here may call ngtcp2's reading, writing or freeing.</summary>
internal sealed partial class QuicConnection
{
    private (TlsAlert Alert, string Reason)? refusal;
    private Exception? failure;
    private bool isReset;

    /// <summary>A callback threw; the connection is about to fail.</summary>
    public void CallbackFailed(Exception exception) => failure = exception;

    /// <summary>Whether the peer's certificates are accepted.</summary>
    public bool Judge(ReadOnlyMemory<byte>[] chain)
    {
        if (chain.Length > 0) PeerCertificate = chain[0];
        var answer = chain.Length == 0 ? CertificateAnswer.Refused(TlsAlert.CertificateRequired) : judge(chain);
        if (answer.Alert is not { } alert) return true;
        refusal = (alert, answer.Reason ?? "");
        return false;
    }

    public void LogKey(string label, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> secret) =>
        options.KeyLog?.Invoke($"{label} {Convert.ToHexStringLower(clientRandom)} {Convert.ToHexStringLower(secret)}");

    /// <summary>False where a client has named no protocol, which GnuTLS lets pass.</summary>
    public bool HandshakeCompleted()
    {
        if (!IsDialer && native!.Protocol.IsEmpty)
        {
            refusal = (TlsAlert.NoApplicationProtocol, "");
            return false;
        }

        isEstablished = true;
        native!.SetKeepAlive(options.KeepAlive);
        if (!IsDialer) endpoint.Established(this);
        return true;
    }

    /// <summary>The listener has accepted our certificate.</summary>
    public void HandshakeConfirmed() => confirmed.TrySetResult();

    /// <summary>The peer does not know the connection any more.</summary>
    public void ResetSeen() => isReset = true;

    /// <summary>Draws another id of ours, with its stateless reset token.</summary>
    public unsafe void NewId(NativeCid* id, Span<byte> token, int length)
    {
        *id = NativeCid.Of(RandomNumberGenerator.GetBytes(length));
        endpoint.Resets.Write(*id, token);
        ids.Add(new(id->Data, length));
    }

    public void RemoveId(ReadOnlySpan<byte> id) => ids.Remove(id);

    /// <summary>The token by which the peer would reset the connection.</summary>
    public void PeerToken(ReadOnlySpan<byte> token, bool isInUse)
    {
        if (isInUse) ids.AddToken(token);
        else ids.RemoveToken(token);
    }

    /// <summary>Opens a stream; null where the peer allows no more of them.</summary>
    public long? OpenNative() => native?.OpenStream();

    /// <summary>The peer may open one stream more.</summary>
    public void ExtendStreams() => native?.ExtendStreams();
}
