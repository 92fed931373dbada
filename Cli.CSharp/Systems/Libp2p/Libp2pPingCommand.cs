using PeerFunctional.Libp2p;

namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary><c>peer libp2p ping</c></summary>
internal static class Libp2pPingCommand
{
    public static async Task<int> Run(Libp2pPingOptions options, Screen screen, CancellationToken cancellation)
    {
        var times = new List<double>();
        using var pauses = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var code = await Libp2pCall.RunAsync("libp2p ping", options.Target, options.Peer, screen, Hear, cancellation);
        await pauses.CancelAsync();
        if (times.Count > 0)
        {
            // The first one opens the stream, too.
            var (first, later) = (times[0], times.Count > 1 ? times[1..] : times);
            screen.Object(new { Answered = times.Count, First = first, Least = later.Min(), Average = later.Average(), Most = later.Max() });
            screen.Answer(
                $"{times.Count} of {options.Count} pings were answered; "
                + (times.Count == 1
                    ? $"{first:F3} ms with the opening of the stream"
                    : $"the first, with the opening of the stream, took {first:F3} ms; of the others least {later.Min():F3} ms, average {later.Average():F3} ms, most {later.Max():F3} ms"));
        }

        return code;

        int? Hear(Notice notice, Libp2pPeer peer)
        {
            switch (notice)
            {
                case Notice.DialSucceeded connected:
                    peer.Command(UserCommand.NewPing(connected.Item1));
                    return null;
                case Notice.Pinged pinged:
                    times.Add(pinged.roundTrip.TotalMilliseconds);
                    screen.Notice(NoticeModule.facts(pinged));
                    screen.Answer(NoticeModule.line(pinged));
                    if (times.Count == options.Count) return ExitCode.Done;
                    _ = PingLaterAsync(peer, pinged.Item1);
                    return null;
                case Notice.PingFailed:
                    return ExitCode.Failed;
                default:
                    return null;
            }
        }

        async Task PingLaterAsync(Libp2pPeer peer, PeerId target)
        {
            try
            {
                await Task.Delay(options.Every, pauses.Token);
                peer.Command(UserCommand.NewPing(target));
            }
            catch (OperationCanceledException)
            {
                // The command ends.
            }
        }
    }
}
