using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary><c>peer libp2p id</c></summary>
internal static class Libp2pIdCommand
{
    public static Task<int> Run(string? file, Screen screen)
    {
        var signatures = new Ed25519();
        var isNew = true;
        var identity = file is null ? Identity.Draw(signatures) : Identity.Open(file, signatures, out isNew);
        if (file is null) screen.Warn("the key of this id is not kept, so no peer will ever have it; keep one with: peer libp2p id --key FILE");
        if (file is not null && isNew) screen.Detail($"wrote a new key to {file}");
        screen.Object(new { Peer = PeerIdModule.text(identity.Peer), Key = file, New = isNew });
        screen.Answer(PeerIdModule.text(identity.Peer));
        return Task.FromResult(ExitCode.Done);
    }
}
