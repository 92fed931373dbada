using System.Globalization;
using Microsoft.FSharp.Collections;
using PeerFunctional.Kernel;
using PeerFunctional.Tracker;

namespace PeerFunctional.Benchmarks;

using RingInput = Input<Connection, PeerFunctional.Tracker.Timer, Message, UserCommand, Answer>;
using RingOutput = Output<Connection, PeerFunctional.Tracker.Timer, Message, Question, Notice>;

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
    private static readonly Endpoint TrackerAddress = new("127.0.0.1", Limits.DefaultPort);

    private static readonly TimeSpan LivenessTimeout = TimeSpan.FromDays(2);

    public double RoundRatio => Rounds / OneARound;

    public static Convergence Measure(double originals, bool shuffled, int peers, int items, int seeds)
    {
        var runs = Enumerable.Range(1, seeds).AsParallel()
            .Select(seed => new Town(seed, originals, shuffled, peers, items).Run(LivenessTimeout))
            .OrderBy(run => run.Time).ToArray();
        var median = runs[(seeds - 1) / 2];
        return new(
            originals, shuffled, peers, items, median.Time / Limits.pace, runs[^1].Time / Limits.pace, items - 1, median.Queries,
            runs.All(run => run.Complete));
    }

    /// <summary>The participants and their timers. Each has a port of one host; the tracker is the first.</summary>
    private sealed class Town
    {
        /// <summary>One a participant: so rings of a seed have the same times, whatever the share of originals.</summary>
        private readonly Random[] times;
        private readonly RingParticipant[] states;
        private readonly PriorityQueue<(int Who, PeerFunctional.Tracker.Timer Timer, long Version), TimeSpan> timers = new();
        private readonly Dictionary<(int, PeerFunctional.Tracker.Timer), long> due = [];
        private readonly Dictionary<(int, Connection), (int, Connection)> ends = [];
        private readonly Queue<(int Who, RingInput Input)> inbox = new();
        private readonly HashSet<int> complete = [];
        private TimeSpan now;
        private long count;
        private long queries;

        public Town(int seed, double originals, bool shuffled, int peers, int items)
        {
            var random = new Random(seed);
            times = [.. Enumerable.Range(0, peers + 1).Select(_ => new Random(random.Next()))];
            var order = Enumerable.Range(0, items).ToArray();
            if (shuffled) random.Shuffle(order);
            var phrase = PhraseModule.create(ListModule.OfSeq(
                order.Select(seq => new Item(seq, seq.ToString(CultureInfo.InvariantCulture))))).ResultValue;
            states =
            [
                RingParticipant.NewTrackerPart(RingTrackerModule.initial(TrackerSettingsModule.create(Drawn(shuffled ? 1 : 0), phrase))),
                .. Enumerable.Range(1, peers).Select(peer => RingParticipant.NewPeerPart(CollectorModule.initial(
                    CollectorSettingsModule.create(Drawn(originals), $"peer{peer}", new("127.0.0.1", PortOf(peer)), TrackerAddress)))),
            ];

            Policy Drawn(double share) => random.NextDouble() < share ? Policy.AsPublished : Policy.Recovering;
        }

        /// <summary>When the last peer held everything, and how many queries there were; not complete if they still lack items after so long.</summary>
        public (TimeSpan Time, long Queries, bool Complete) Run(TimeSpan patience)
        {
            var starts = new PriorityQueue<int, TimeSpan>();
            for (var who = 0; who < states.Length; who++)
                starts.Enqueue(who, who == 0 ? TimeSpan.Zero : times[who].NextDouble() * Limits.pace + Settling(who));
            while (complete.Count < states.Length - 1)
            {
                if (starts.TryPeek(out var starting, out var start) && !(timers.TryPeek(out _, out var first) && first < start))
                {
                    starts.Dequeue();
                    now = start;
                    Feed(starting, RingInput.Started);
                    continue;
                }
                if (!timers.TryDequeue(out var next, out var at) || at >= patience) break;
                if (!due.TryGetValue((next.Who, next.Timer), out var version) || version != next.Version) continue;
                due.Remove((next.Who, next.Timer));
                now = at;
                Feed(next.Who, RingInput.NewTimerFired(next.Timer));
            }
            return (now, queries, complete.Count == states.Length - 1);
        }

        /// <summary>An original registers later after its start, so ours starts later: both register at the same time.</summary>
        private TimeSpan Settling(int who) =>
            states[who] is RingParticipant.PeerPart { Item.IsRecoveringPeer: true } ? Limits.settling : TimeSpan.Zero;

        private static int PortOf(int who) => who == 0 ? Limits.DefaultPort : 10_000 + who;

        private int Owner(Endpoint address) => address.Port == Limits.DefaultPort ? 0 : address.Port - 10_000;

        private void Feed(int first, RingInput input)
        {
            inbox.Enqueue((first, input));
            while (inbox.TryDequeue(out var next))
            {
                (states[next.Who], var outputs) = RingParticipantModule.step(states[next.Who], next.Input);
                foreach (var output in outputs) CarryOut(next.Who, output);
            }
        }

        private void CarryOut(int who, RingOutput output)
        {
            switch (output)
            {
                case RingOutput.Open { Item: var call }:
                    var owner = Owner(ConnectionModule.partner(call));
                    var far = Connection.NewAccepted(new("127.0.0.1", (int)(20_000 + (count++ % 40_000))), ConnectionModule.partner(call));
                    (ends[(who, call)], ends[(owner, far)]) = ((owner, far), (who, call));
                    inbox.Enqueue((owner, RingInput.NewOpened(far)));
                    inbox.Enqueue((who, RingInput.NewOpened(call)));
                    break;
                case RingOutput.Send { recipient: var connection, message: var message } when ends.TryGetValue((who, connection), out var end):
                    if (message.IsQuery) queries++;
                    inbox.Enqueue((end.Item1, RingInput.NewReceived(end.Item2, message)));
                    break;
                case RingOutput.Close { Item: var connection } when ends.Remove((who, connection), out var end):
                    if (ends.Remove(end)) inbox.Enqueue((end.Item1, RingInput.NewClosed(end.Item2, CloseReason.ClosedByPartner)));
                    break;
                case RingOutput.SetTimer { timer: var timer, due: var delay }:
                    due[(who, timer)] = ++count;
                    timers.Enqueue((who, timer, count), now + (timer.IsTurn ? delay * (0.95 + times[who].NextDouble() / 10) : delay));
                    break;
                case RingOutput.CancelTimer { Item: var timer }:
                    due.Remove((who, timer));
                    break;
                case RingOutput.Tell { Item: Notice.Completed }:
                    complete.Add(who);
                    break;
                case RingOutput.Ask { Item: var question }:
                    Answer(who, question);
                    break;
            }
        }

        private void Answer(int who, Question question)
        {
            switch (question)
            {
                case { IsRemember: true }:
                    inbox.Enqueue((who, RingInput.NewAnswered(PeerFunctional.Tracker.Answer.Remembered)));
                    break;
                case { IsClockTime: true }:
                    inbox.Enqueue((who, RingInput.NewAnswered(PeerFunctional.Tracker.Answer.NewTimeIs("Mon Nov 11 09:20:00 2019"))));
                    break;
            }
        }
    }
}
