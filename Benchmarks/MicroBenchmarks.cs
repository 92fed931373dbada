using BenchmarkDotNet.Attributes;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;
using Input = PeerFunctional.Kernel.Input<
    PeerFunctional.Kernel.Address, PeerFunctional.SneakerNet.Timer,
    PeerFunctional.SneakerNet.Message, PeerFunctional.SneakerNet.UserCommand, PeerFunctional.SneakerNet.StoreAnswer>;

namespace PeerFunctional.Benchmarks;

/// <summary>The parts of an event's way from the socket to the disk, each by itself.</summary>
public class MicroBenchmarks
{
    /// <summary>Events of one push.</summary>
    private const int Pushed = 5;

    /// <summary>Events of one append.</summary>
    private const int Together = 1_000;

    private static readonly Endpoint Partner = new("127.0.0.1", 4097);

    private readonly ISignatures signatures = new Ed25519();
    private Event sample = null!;
    private Event[] fresh = [];
    private Func<Replica, Input, Replica> step = null!;
    private Replica asking = null!;
    private Replica storing = null!;
    private Input push = null!;
    private Input stored = null!;
    private Scratch scratch = null!;
    private LogStore store = null!;

    /// <summary>Feeds the peer follows.</summary>
    [Params(10, 1_000)]
    public int Feeds { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var events = Workload.Sign(signatures, Feeds, Feeds * Pushed);
        sample = events[1];
        fresh = [.. Workload.Sign(signatures, Feeds, Together)];

        var machine = ReplicaModule.machine(new ReplicaSettings(
            Policy.Recovering, Role.NewInitiator(Partner), 4099, FSharpValueOption<FeedId>.None, TimeSpan.FromSeconds(5),
            ListModule.Empty<ValueTuple<FeedId, Head>>(), Tokens.NewKeyed([]), ReplicaSettingsModule.MaxPartners));
        step = (state, input) => machine.Step.Invoke(TimeSpan.Zero).Invoke(state).Invoke(input).Item1;
        asking = Greeting(events).Aggregate(machine.Initial, step);
        push = Input.NewReceived(
            Address.NewDatagram(Partner), Message.NewPush(ListModule.OfSeq(events.Take(Pushed).Select(each => OfferedEventModule.verify(signatures, each)))));
        stored = Input.NewAnswered(StoreAnswer.NewAppended(ListModule.OfSeq(events.Take(Pushed))));
        storing = step(asking, push);
    }

    [Benchmark]
    public object Decode() => EventModule.decode(sample.Wire);

    [Benchmark]
    public object Verify() => OfferedEventModule.verify(signatures, sample);

    /// <summary>The machine takes a push in.</summary>
    [Benchmark(OperationsPerInvoke = Pushed)]
    public Replica StepPush() => step(asking, push);

    /// <summary>The machine hears that the push is durable.</summary>
    [Benchmark(OperationsPerInvoke = Pushed)]
    public Replica StepStored() => step(storing, stored);

    [IterationSetup(Target = nameof(Append))]
    public void OpenStore()
    {
        scratch = new();
        Workload.Fill(scratch.Of("peer"), signatures, []);
        store = LogStore.Open(scratch.Of("peer"), signatures);
    }

    /// <summary>New events of all feeds become durable together.</summary>
    [Benchmark(OperationsPerInvoke = Together)]
    public AppendOutcome Append() => store.Append(fresh);

    [IterationCleanup(Target = nameof(Append))]
    public void RemoveStore()
    {
        store.Dispose();
        scratch.Dispose();
    }

    /// <summary>A session opens: the partner tells where it takes pushes and what it holds.</summary>
    private static IEnumerable<Input> Greeting(IEnumerable<Event> events)
    {
        var claims = events.GroupBy(each => each.Feed)
            .Select(feed => new HaveEntry(FeedName.NewFeed(feed.Key), feed.Max(each => each.Seq)));
        var commands = CommandModule.split(CommandModule.MaxDatagram, ListModule.OfSeq(claims))
            .Select(SneakerNet.Command.NewHave)
            .Prepend(SneakerNet.Command.NewPort(4098))
            .Prepend(SneakerNet.Command.NewHelo("responder", ListModule.OfSeq([CommandModule.Extension])));
        return commands.Select(command => Input.NewReceived(Address.NewDatagram(Partner), Message.NewCommand(command))).Prepend(Input.Started);
    }
}
