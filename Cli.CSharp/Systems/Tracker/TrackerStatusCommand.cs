using System.Globalization;
using System.Net;
using PeerFunctional.Kernel;
using PeerFunctional.Kernel.Encodings;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Tracker;
using PeerFunctional.Tracker;

namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary><c>peer tracker status</c>: the ring as its tracker tells it.</summary>
internal static class TrackerStatusCommand
{
    public static async Task<int> Run(Endpoint tracker, Screen screen, CancellationToken cancellation)
    {
        var address = await HostName.ToCallAsync(tracker, from: null, cancellation);
        var listed = new List<(Neighbour Peer, int Item)>();
        while (true)
        {
            switch (await AskAsync(address, listed.Count, screen, cancellation))
            {
                case ExchangeResult<Message>.Answer { Item: Message.RingPart { Item: var part } }:
                    listed.AddRange(part.Listed.Select(one => (one.Item1, one.Item2)));
                    if (!part.Listed.IsEmpty && listed.Count < part.Members && listed.Count <= Wire.MaxPlace) continue;
                    return Show(tracker, part, listed, screen);
                case ExchangeResult<Message>.Answer { Item: Message.Remark }:
                    screen.Fail($"tracker status: {tracker} does not answer questions about its ring (an original does not); a peer sees its neighbour with: peer tracker join {tracker} --handle NAME");
                    return ExitCode.Unknown;
                case ExchangeResult<Message>.Answer { Item: var answer } when PartOneSign.Is(answer):
                    return screen.Fail($"tracker status: {PartOneSign.Words(tracker)}");
                case ExchangeResult<Message>.Answer { Item: var other }:
                    return screen.Fail($"tracker status: {tracker} sent an unexpected answer ({MessageModule.words(other)}); is it a tracker?");
                case ExchangeResult<Message>.Failure { reason: var reason }:
                    return screen.Fail($"tracker status: no answer from {tracker}: {reason}; start a tracker there with: peer tracker serve {ListeningOptions.Words(tracker)}");
                case var other:
                    throw new InvalidOperationException($"an exchange does not end with {other}");
            }
        }
    }

    private static async Task<ExchangeResult<Message>> AskAsync(IPEndPoint tracker, int place, Screen screen, CancellationToken cancellation)
    {
        var story = new RingStory(screen, TimeProvider.System);
        await using var host = RingHost.Open(
            RingRoles.request, RingRoles.wires(new(WireVariant.Program, PickleProtocol.Protocol0, ReadMode.WholeMessage)), null,
            _ => (tracker.ToEndpoint(), Message.NewAskRing(place)), story.Context);
        await using (cancellation.Register(() => host.Command(UserCommand.Stop)))
        {
            var exchange = await host.RunAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return exchange.Outcome;
        }
    }

    private static int Show(Endpoint tracker, RingPart ring, List<(Neighbour Peer, int Item)> listed, Screen screen)
    {
        var answered = DateTimeOffset.UtcNow;
        var dealt = listed.Select(one => one.Item).ToHashSet();
        screen.Answer(string.Create(CultureInfo.InvariantCulture,
            $"The tracker at {tracker} deals {ring.Items:N0} {(ring.Items == 1 ? "item" : "items")} to {ring.Members:N0} {(ring.Members == 1 ? "peer" : "peers")}, as it answered at {answered:yyyy-MM-dd HH:mm:ss} UTC:"));
        if (listed.Count > 0)
            screen.Table(
                ["place", "peer", "address", "item"],
                listed.Select((one, index) => (IReadOnlyList<string>)[$"{index + 1}", one.Peer.Handle, one.Peer.Address.ToString(), $"{one.Item}"]));
        if (listed.Count < ring.Members)
            screen.Answer(string.Create(CultureInfo.InvariantCulture, $"and {ring.Members - listed.Count:N0} more"));
        else if (dealt.Count < ring.Items)
            screen.Answer(string.Create(CultureInfo.InvariantCulture,
                $"the tracker itself answers queries for {ring.Items - dealt.Count:N0} of {ring.Items:N0} items, because no peer was dealt them"));

        foreach (var (index, one) in listed.Index())
            screen.Object(new { Place = index + 1, one.Peer.Handle, Address = one.Peer.Address.ToString(), one.Item });
        screen.Object(new { Tracker = tracker.ToString(), ring.Members, ring.Items, Listed = listed.Count, Answered = answered.ToString("O", CultureInfo.InvariantCulture) });
        return ExitCode.Done;
    }
}
