using PeerFunctional.Libp2p;

namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary><c>peer libp2p identify</c></summary>
internal static class Libp2pIdentifyCommand
{
    public static Task<int> Run(Multiaddr target, Libp2pPeerOptions options, Screen screen, CancellationToken cancellation) =>
        Libp2pCall.RunAsync("libp2p identify", target, options, screen, (notice, _) => Hear(notice, screen), cancellation);

    private static int? Hear(Notice notice, Screen screen)
    {
        switch (notice)
        {
            case Notice.Identified told:
                Print(told, screen);
                return ExitCode.Done;
            case Notice.IdentifyFailed:
                return ExitCode.Failed;
            default:
                return null;
        }
    }

    private static void Print(Notice.Identified told, Screen screen)
    {
        screen.Notice(NoticeModule.facts(told));
        screen.Answer($"peer id: {told.Item1}");
        var known = told.Item2;
        if (known.AgentVersion is { IsSome: true, Value: var agent }) screen.Answer($"agent: {agent}");
        if (known.ProtocolVersion is { IsSome: true, Value: var version }) screen.Answer($"protocol version: {version}");
        foreach (var protocol in known.Protocols) screen.Answer($"protocol: {ProtocolNameModule.text(protocol)}");
        foreach (var address in known.ListenAddresses) screen.Answer($"listens on: {MultiaddrModule.text(address)}");
        if (known.ObservedAddress is { IsSome: true, Value: var observed }) screen.Answer($"sees us at: {MultiaddrModule.text(observed)}");
    }
}
