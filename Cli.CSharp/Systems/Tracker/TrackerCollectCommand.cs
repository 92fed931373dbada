using PeerFunctional.Kernel.Encodings;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Tracker;
using PeerFunctional.Tracker;

namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary><c>peer tracker collect</c>: part 1.</summary>
internal static class TrackerCollectCommand
{
    private const int Tries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<int> Run(TrackerCommand.Collect command, Screen screen, CancellationToken cancellation)
    {
        var tracker = await HostName.ToCallAsync(command.tracker, from: null, cancellation);
        string? foreign = null;
        var story = new RingStory(screen, TimeProvider.System, command.journal?.Value)
        {
            Heard = notice => foreign ??= (notice as Notice.NotPartOne)?.sign,
            IsToldAtEnd = notice => notice.IsNotPartOne,
        };
        await using var host = RingHost.Open(
            RingRoles.partOneClient, RingRoles.partOneWires(PickleProtocol.Protocol0, ReadMode.WholeMessage), null,
            _ => new PartOneSettings(tracker.ToEndpoint(), Pause, Tries), story.Context);
        await using (cancellation.Register(() => host.Command(UserCommand.Stop)))
        {
            var phrase = PartOneCollectorModule.phrase(await host.RunAsync(CancellationToken.None));
            cancellation.ThrowIfCancellationRequested();
            screen.Object(new { Complete = phrase.IsValueSome, Phrase = phrase.IsValueSome ? phrase.Value : null });
            if (foreign is not null)
                return screen.Fail($"tracker collect: {command.tracker} is not a tracker of part 1: {foreign}; if it is a tracker of part 2, join its ring with: peer tracker join {command.tracker} --handle NAME");
            if (phrase.IsValueNone)
                return screen.Fail($"tracker collect: no message from {command.tracker}; is it a tracker of part 1? Start one there with: peer tracker serve --part 1 {ListeningOptions.Words(command.tracker)}");

            screen.Answer(phrase.Value);
            return ExitCode.Done;
        }
    }
}
