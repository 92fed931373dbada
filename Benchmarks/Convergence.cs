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
/// <param name="Changing">Whether a tenth of the peers joins within the first 30 rounds, and another tenth dies within them.</param>
/// <param name="Rounds">Rounds until the last living peer was complete: the median of the rings.</param>
/// <param name="MostRounds">The same of the slowest ring.</param>
/// <param name="OneARound">Rounds if each peer gets a new item in each.</param>
/// <param name="Queries">Queries until then, in the median ring.</param>
/// <param name="Complete">Whether every ring ever was.</param>
internal sealed record Convergence(
    double Originals, bool Shuffled, int Peers, int Items, bool Changing, double Rounds, double MostRounds, int OneARound, long Queries, bool Complete)
{
    /// <summary>Rounds in which peers join and die.</summary>
    private const int ChangingRounds = 30;

    /// <summary>Rounds after which others have the item that a peer was dealt: it dies no earlier.</summary>
    private const int GivingRounds = 5;

    /// <summary>Steps that a peer takes in a round: its own query, and the one that it answers.</summary>
    private const int StepsPerRound = 8;

    /// <summary>Steps for each registration at an original tracker, which tells every peer its neighbour.</summary>
    private const int StepsPerRegistration = 3;

    /// <summary>A ring that lost an item by a death never completes, so it is watched for 1,800 rounds only.</summary>
    private static readonly TimeSpan ChangingTimeout = TimeSpan.FromHours(1);

    private static readonly TimeSpan LivenessTimeout = TimeSpan.FromDays(2);

    public double RoundRatio => Rounds / OneARound;

    public static Convergence Measure(double originals, bool shuffled, int peers, int items, bool changing, int seeds)
    {
        var runs = Enumerable.Range(1, seeds).AsParallel()
            .Select(seed => Run(seed, originals, shuffled, peers, items, changing ? peers / 10 : 0))
            .OrderBy(run => run.Time).ToArray();
        var median = runs[(seeds - 1) / 2];
        return new(
            originals, shuffled, peers, items, changing, median.Time / Limits.pace, runs[^1].Time / Limits.pace, items - 1, median.Queries,
            runs.All(run => run.Complete));
    }

    /// <summary>
    /// When the last peer held everything, and how many queries there were; not complete if they still lack items after so long. The last
    /// `changes` peers join late, and as many before them die.
    /// </summary>
    private static (TimeSpan Time, long Queries, bool Complete) Run(int seed, double originals, bool shuffled, int peers, int items, int changes)
    {
        var random = new Random(seed);
        var starts = Enumerable.Range(0, peers)
            .Select(who => random.NextDouble() * Limits.pace * (who >= peers - changes ? ChangingRounds : 1)).ToArray();
        var told = shuffled ? StepsPerRegistration * peers : 0;
        var deaths = Enumerable.Range(1 + peers - (2 * changes), changes)
            .Select(who => Fault.NewCrash(who, told + (StepsPerRound * random.Next(GivingRounds, ChangingRounds)), LivenessTimeout)).ToArray();
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
                new(TimeSpan.Zero, TimeSpan.Zero), changes == 0 ? TimeSpan.Zero : LivenessTimeout, ListModule.OfSeq(deaths)),
            FuncConvert.FromAction<RingAction, RingState, Emissions>((_, _, emissions) => queries += emissions.Count(IsQuery)));
        var complete = new HashSet<int>();
        var dying = deaths.Select(death => ((Fault.Crash)death).peer).ToHashSet();
        while (complete.Count < peers - changes && SimulatedWorld.nextTime(run) < (changes == 0 ? LivenessTimeout : ChangingTimeout))
        {
            var who = SimulatedWorld.advance(run).Value;
            if (!dying.Contains(who) && SimulatedWorld.worldState(run).Nodes[who].State is RingParticipant.PeerPart { Item: var peer } && CollectorModule.isComplete(peer)) complete.Add(who);
        }
        return (SimulatedWorld.worldState(run).Now, queries, complete.Count == peers - changes);

        Policy Drawn(double share) => random.NextDouble() < share ? Policy.AsPublished : Policy.Recovering;
    }

    private static Phrase Dealt(IEnumerable<int> order) =>
        PhraseModule.create(ListModule.OfSeq(order.Select(seq => new Item(seq, seq.ToString(CultureInfo.InvariantCulture))))).ResultValue;

    /// <summary>An original registers later after its start, so ours starts later: both register at the same time.</summary>
    private static TimeSpan Settling(Policy policy) => policy.IsRecovering ? Limits.settling : TimeSpan.Zero;

    private static bool IsQuery(Emission<Message> emission) =>
        emission is Emission<Message>.Sent { Item.Payload: Payload<Message>.Message { Item.IsQuery: true } };
}
