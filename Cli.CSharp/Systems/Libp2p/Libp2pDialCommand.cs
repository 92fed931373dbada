using Microsoft.FSharp.Core;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary><c>peer libp2p dial</c></summary>
internal static class Libp2pDialCommand
{
    public static async Task<int> Run(Libp2pDialOptions options, Screen screen, CancellationToken cancellation)
    {
        var target = await Libp2pHost.ResolveAsync(options.Target, cancellation);
        Notice? failure = null;
        var isInVain = true;
        var story = new Libp2pStory(screen) { IsToldAtEnd = notice => notice == failure || notice is Notice.Greeted && isInVain };
        await using var peer = new Libp2pPeer(
            options.Peer,
            own => own with { Bind = Libp2pHost.BindingFor(target), Dials = [target], Greeting = FSharpValueOption<Greeting>.NewValueSome(options.Greeting) },
            Hear, screen);
        var end = await peer.RunAsync(cancellation);
        story.Conclude();
        if (cancellation.IsCancellationRequested)
        {
            if (isInVain) screen.Fail($"libp2p dial: no connection was made with {MultiaddrModule.text(options.Target)}");
            return ExitCode.Interrupted;
        }
        var isDone = options.Greeting.Count is { IsSome: true, Value: var count } && end.Answered == count;
        if (isDone)
        {
            if (failure is not null) screen.Warn(NoticeModule.line(failure));
            return ExitCode.Done;
        }
        return screen.Fail($"libp2p dial: {(failure is null ? null : Libp2pFailure.Words(failure)) ?? $"{Missing(end, options.Greeting)}; see the lines above, or try: peer libp2p identify {MultiaddrModule.text(options.Target)}"}");

        void Hear(Notice notice)
        {
            if (failure is null && Libp2pFailure.Words(notice) is not null) failure = notice;
            isInVain &= !notice.IsDialSucceeded;
            story.Tell(notice);
        }
    }

    private static string Missing(Host end, Greeting greeting) =>
        end.Asked == 0
            ? "the connection ended before a request was sent"
            : greeting.Count is { IsSome: true, Value: var count }
                ? $"{end.Answered} of {count} requests were answered"
                : $"the connection ended after {end.Asked} requests, of which {end.Answered} were answered";
}
