using PeerFunctional.Kernel;
using PeerFunctional.Kernel.Encodings;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Tracker;
using PeerFunctional.Tracker;

namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary><c>peer tracker echo</c></summary>
internal static class TrackerEchoCommand
{
    public static async Task<int> Run(TrackerCommand.Echo command, Screen screen, CancellationToken cancellation)
    {
        var tracker = await HostName.ToCallAsync(command.tracker, from: null, cancellation);
        var story = new RingStory(screen, TimeProvider.System, command.journal?.Value);
        await using var host = RingHost.Open(
            RingRoles.request, RingRoles.wires(new(WireVariant.Program, PickleProtocol.Protocol0, ReadMode.WholeMessage)), null,
            _ => (tracker.ToEndpoint(), Message.NewEcho(command.handle)), story.Context);
        await using (cancellation.Register(() => host.Command(UserCommand.Stop)))
        {
            var exchange = await host.RunAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return Conclude(exchange.Outcome, command.tracker, screen);
        }
    }

    private static int Conclude(ExchangeResult<Message> outcome, Endpoint tracker, Screen screen)
    {
        switch (outcome)
        {
            case ExchangeResult<Message>.Answer { Item: Message.Remark { text: var text } }:
                screen.Object(new { Answer = text });
                screen.Answer(text);
                return ExitCode.Done;
            case ExchangeResult<Message>.Answer { Item: var answer } when PartOneSign.Is(answer):
                return screen.Fail($"tracker echo: {PartOneSign.Words(tracker)}");
            case ExchangeResult<Message>.Answer { Item: var other }:
                return screen.Fail($"tracker echo: {tracker} sent an unexpected answer ({MessageModule.words(other)}); is it a tracker?");
            case ExchangeResult<Message>.Failure { reason: var reason }:
                return screen.Fail($"tracker echo: no answer from {tracker}: {reason}; start a tracker there with: peer tracker serve {ListeningOptions.Words(tracker)}");
            default:
                throw new InvalidOperationException($"an exchange does not end with {outcome}");
        }
    }
}
