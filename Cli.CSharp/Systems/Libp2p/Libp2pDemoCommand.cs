using Microsoft.FSharp.Core;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary><c>peer demo libp2p</c>: a listener, and a dialer that sends it requests.</summary>
internal static class Libp2pDemoCommand
{
    private const int Requests = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<int> Run(Screen screen, CancellationToken cancellation)
    {
        screen.Story("Bob listens on loopback. Alice dials him over QUIC; each proves its peer id by its certificate.");
        screen.Story($"They tell each other who they are, and Alice sends {Requests} requests, one a second.");
        screen.Story();

        await using var bob = new Libp2pPeer(Libp2pPeer.Plain, own => own with { Listens = true }, new Libp2pStory(screen, "bob").Tell, screen);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var listening = bob.RunAsync(ending.Token);
        var target = await Libp2pHost.ResolveAsync(bob.Address, cancellation);
        var greeting = new Greeting(Pause, FSharpValueOption<int>.NewValueSome(Requests), FSharpValueOption<string>.ValueNone);
        Host end;
        await using (var alice = new Libp2pPeer(
            Libp2pPeer.Plain,
            own => own with { Bind = Libp2pHost.BindingFor(target), Dials = [target], Greeting = FSharpValueOption<Greeting>.NewValueSome(greeting) },
            new Libp2pStory(screen, "alice").Tell, screen))
        {
            end = await alice.RunAsync(cancellation);
        }

        await ending.CancelAsync();
        await listening;
        if (cancellation.IsCancellationRequested) return ExitCode.Interrupted;
        screen.Story();
        screen.Object(new { end.Asked, end.Answered });
        if (end.Answered != Requests) return screen.Fail($"demo: {end.Answered} of {Requests} requests were answered; try: peer libp2p listen");
        screen.Answer($"** Bob answered all {Requests} requests of Alice");
        return ExitCode.Done;
    }
}
