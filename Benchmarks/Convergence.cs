using System.Globalization;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Tracker;
using PeerFunctional.Verification;

namespace PeerFunctional.Benchmarks;

using RingAction = PeerFunctional.Verification.Action<Envelope<Message>, PeerFunctional.Tracker.Timer>;
using Emissions = FSharpList<Emission<Message>>;
using RingState = WorldState<RingParticipant, PeerFunctional.Tracker.Timer, Question, RingMemory>;

/// <summary>
/// How long whole rings take until everybody holds everything: a tracker and its peers in one process, on a network that
/// takes no time and loses nothing, in virtual time. A round is a peer's pause between two queries. Peers start at any time of
/// a round, and their pauses vary by up to 5 %.
/// </summary>
/// <param name="Originals">The share of the peers that are originals, 0 to 1.</param>
/// <param name="Shuffled">Whether the original tracker deals, in an order that no peer knows; otherwise ours does, in that of the phrase.</param>
/// <param name="Peers">How many peers the ring has.</param>
/// <param name="Items">How many items each must get hold of.</param>
/// <param name="Rounds">Rounds until the last peer was complete: the median of the rings.</param>
/// <param name="MostRounds">The same of the slowest ring.</param>
/// <param name="OneARound">Rounds if each peer gets a new item in each.</param>
/// <param name="Queries">Queries until then, in the median ring.</param>
/// <param name="Complete">Whether every ring ever was.</param>
internal sealed record Convergence(
    double Originals, bool Shuffled, int Peers, int Items, double Rounds, double MostRounds, int OneARound, long Queries, bool Complete)
{
    private static readonly TimeSpan LivenessTimeout = TimeSpan.FromDays(2);

    public double RoundRatio => Rounds / OneARound;

    public static Convergence Measure(double originals, bool shuffled, int peers, int items, int seeds)
    {
        var runs = Enumerable.Range(1, seeds).AsParallel()
            .Select(seed => Run(seed, originals, shuffled, peers, items))
            .OrderBy(run => run.Time).ToArray();
        var median = runs[(seeds - 1) / 2];
        return new(
            originals, shuffled, peers, items, median.Time / Limits.pace, runs[^1].Time / Limits.pace, items - 1, median.Queries,
            runs.All(run => run.Complete));
    }

    /// <summary>When the last peer held everything, and how many queries there were; not complete if they still lack items after so long.</summary>
    private static (TimeSpan Time, long Queries, bool Complete) Run(int seed, double originals, bool shuffled, int peers, int items)
    {
        var random = new Random(seed);
        var starts = Enumerable.Range(0, peers).Select(_ => random.NextDouble() * Limits.pace).ToArray();
        var order = Enumerable.Range(0, items).ToArray();
        if (shuffled) random.Shuffle(order);
        Policy[] policies = [Drawn(shuffled ? 1 : 0), .. Enumerable.Range(1, peers).Select(_ => Drawn(originals))];
        var setup = RingScenarios.ofPhrase(peers, Dealt(order));
        var world = RingScenarios.mixed(FuncConvert.FromFunc((int who) => policies[who]), setup);

        var queries = 0L;
        var run = SimulatedWorld.start(
            RingScenarios.varying((ulong)seed, 0.05, world),
            new(
                (ulong)seed, [TimeSpan.Zero, .. starts.Select((start, index) => start + Settling(policies[index + 1]))], new(TimeSpan.Zero, TimeSpan.Zero),
                new(TimeSpan.Zero, TimeSpan.Zero), TimeSpan.Zero, []),
            FuncConvert.FromAction<RingAction, RingState, Emissions>((_, _, emissions) => queries += emissions.Count(IsQuery)));
        var complete = new HashSet<int>();
        while (complete.Count < peers && SimulatedWorld.nextTime(run) < LivenessTimeout)
        {
            var who = SimulatedWorld.advance(run).Value;
            if (SimulatedWorld.worldState(run).Nodes[who].State is RingParticipant.PeerPart { Item: var peer } && CollectorModule.isComplete(peer)) complete.Add(who);
        }
        return (SimulatedWorld.worldState(run).Now, queries, complete.Count == peers);

        Policy Drawn(double share) => random.NextDouble() < share ? Policy.AsPublished : Policy.Recovering;
    }

    private static Phrase Dealt(IEnumerable<int> order) =>
        PhraseModule.create(ListModule.OfSeq(order.Select(seq => new Item(seq, seq.ToString(CultureInfo.InvariantCulture))))).ResultValue;

    /// <summary>An original registers later after its start, so ours starts later: both register at the same time.</summary>
    private static TimeSpan Settling(Policy policy) => policy.IsRecovering ? Limits.settling : TimeSpan.Zero;

    private static bool IsQuery(Emission<Message> emission) =>
        emission is Emission<Message>.Sent { Item.Payload: Payload<Message>.Message { Item.IsQuery: true } };
}
