using System.Net;
using System.Net.NetworkInformation;
using Microsoft.FSharp.Collections;
using PeerFunctional.Encoding;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Tcp;
using PeerFunctional.Tracker;

namespace PeerFunctional.Runtime.Tracking;

/// <summary>Those who take part in a ring, each on its own connections. Nothing is accepted before it runs.</summary>
public static class Participants
{
    /// <summary>A tracker; with a journal its settings' ring is the journal's.</summary>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static RingHost<RingTracker, Message> Tracker(
        TrackerSettings settings, Speech speech, IPEndPoint bind, Surroundings around, RingJournalFile? journal = null) =>
        new(RingTrackerModule.machine(settings), Transport(Wire.codec(speech), bind, around), around, journal);

    /// <summary>A peer, by settings that name the address it really listens on.</summary>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static RingHost<Collector, Message> Peer(
        Func<Endpoint, CollectorSettings> settings, Speech speech, IPEndPoint bind, Surroundings around)
    {
        var transport = Transport(Wire.codec(speech), bind, around);
        return new(CollectorModule.machine(settings(transport.LocalEndPoint!.ToEndpoint())), transport, around);
    }

    /// <summary>A tracker of part 1.</summary>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static RingHost<PartOneTracker, PartOne> PartOneTracker(
        Policy policy, Phrase phrase, PickleProtocol protocol, IPEndPoint bind, Surroundings around) =>
        new(PartOneTrackerModule.machine(policy, phrase), Transport(PartOneModule.codec(protocol, ReadingStyleOf(policy)), bind, around), around);

    /// <summary>A collector of part 1.</summary>
    public static RingHost<PartOneCollector, PartOne> PartOneCollector(PartOneSettings settings, Surroundings around) =>
        new(PartOneCollectorModule.machine(settings), Transport(PartOneModule.codec(PickleProtocol.Protocol0, ReadingStyle.Whole), null, around), around);

    /// <summary>One request to a tracker and its answer.</summary>
    public static RingHost<Exchange<Message>, Message> Question(Endpoint tracker, Message request, Surroundings around) =>
        new(
            Exchange.machine(tracker, request),
            Transport(Wire.codec(new(Dialect.Program, PickleProtocol.Protocol0, ReadingStyle.Whole)), null, around),
            around);

    /// <summary>How the programs of a policy read: the original takes what arrives at once for all there is.</summary>
    public static ReadingStyle ReadingStyleOf(Policy policy) => policy.IsAsPublished ? ReadingStyle.Once : ReadingStyle.Whole;

    /// <summary>The addresses of this machine behind a wildcard; none behind any other address.</summary>
    public static FSharpSet<string> HostsBehind(IPEndPoint bind) =>
        SetModule.OfSeq(bind.Address.IsWildcard()
            ? NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(device => device.GetIPProperties().UnicastAddresses)
                .Select(address => new IPEndPoint(address.Address, 0).ToEndpoint().Host)
            : []);

    private static TcpTransport<TMessage> Transport<TMessage>(
        StreamCodec<TMessage> codec, IPEndPoint? bind, Surroundings around) =>
        TcpTransport<TMessage>.Create(new(codec, StreamLimitsModule.standard), bind, new TcpLimits(), around.Clock, around.Recorder, around.Notify);
}
