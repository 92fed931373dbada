using System.Globalization;
using Microsoft.FSharp.Collections;
using PeerFunctional.Kernel;
using PeerFunctional.Tracker;

namespace PeerFunctional.Benchmarks;

using RingInput = Input<Connection, PeerFunctional.Tracker.Timer, Message, UserCommand, Answer>;
using RingOutput = Output<Connection, PeerFunctional.Tracker.Timer, Message, Question, Notice>;

/// <summary>
/// How long a whole ring takes until everybody holds everything: a tracker and its peers in one process, on a network that
/// takes no time and loses nothing, in virtual time. A round is a peer's pause between two queries.
/// </summary>
/// <param name="Policy">Of the tracker and of every peer.</param>
/// <param name="Shuffled">Whether the items are dealt in an order that no peer knows, as the original does, or in that of the phrase.</param>
/// <param name="Peers">How many peers the ring has.</param>
/// <param name="Items">How many items each must get hold of.</param>
/// <param name="Rounds">Rounds until the last peer was complete.</param>
/// <param name="Queries">Queries until then.</param>
/// <param name="Complete">Whether they ever were.</param>
/// <param name="LeastRounds">In a ring each peer gets all items but its own over one link, one a round.</param>
/// <param name="LeastQueries">Each item a peer lacks takes a query.</param>
internal sealed record Convergence(
    string Policy, bool Shuffled, int Peers, int Items, double Rounds, int LeastRounds, long Queries, long LeastQueries, bool Complete)
{
    private static readonly Endpoint TrackerAddress = new("127.0.0.1", Limits.DefaultPort);

    private static readonly TimeSpan LivenessTimeout = TimeSpan.FromDays(2);

    public double RoundRatio => Rounds / LeastRounds;

    public static Convergence Measure(Policy policy, bool shuffled, int peers, int items)
    {
        var town = new Town(policy, shuffled, peers, items);
        var (time, queries, complete) = town.Run(LivenessTimeout);
        return new(
            PolicyModule.name(policy), shuffled, peers, items, time / Limits.pace, items - 1, queries,
            (long)peers * (items - 1), complete);
    }

    /// <summary>The participants and their timers. Each has a port of one host; the tracker is the first.</summary>
    private sealed class Town
    {
        private readonly RingParticipant[] states;
        private readonly PriorityQueue<(int Who, PeerFunctional.Tracker.Timer Timer, long Version), TimeSpan> timers = new();
        private readonly Dictionary<(int, PeerFunctional.Tracker.Timer), long> due = [];
        private readonly Dictionary<(int, Connection), (int, Connection)> ends = [];
        private readonly Queue<(int Who, RingInput Input)> inbox = new();
        private readonly HashSet<int> complete = [];
        private TimeSpan now;
        private long count;
        private long queries;

        public Town(Policy policy, bool shuffled, int peers, int items)
        {
            var order = Enumerable.Range(0, items).ToArray();
            if (shuffled) new Random(1).Shuffle(order);
            var phrase = PhraseModule.create(ListModule.OfSeq(
                order.Select(seq => new Item(seq, seq.ToString(CultureInfo.InvariantCulture))))).ResultValue;
            states =
            [
                RingParticipant.NewTrackerPart(RingTrackerModule.initial(TrackerSettingsModule.create(policy, phrase))),
                .. Enumerable.Range(1, peers).Select(peer => RingParticipant.NewPeerPart(CollectorModule.initial(
                    CollectorSettingsModule.create(policy, $"peer{peer}", new("127.0.0.1", PortOf(peer)), TrackerAddress)))),
            ];
        }

        /// <summary>When the last peer held everything, and how many queries there were; not complete if they still lack items after so long.</summary>
        public (TimeSpan Time, long Queries, bool Complete) Run(TimeSpan patience)
        {
            for (var who = 0; who < states.Length; who++)
                Feed(who, RingInput.Started);
            while (complete.Count < states.Length - 1 && timers.TryDequeue(out var next, out var at) && at < patience)
            {
                if (!due.TryGetValue((next.Who, next.Timer), out var version) || version != next.Version) continue;
                due.Remove((next.Who, next.Timer));
                now = at;
                Feed(next.Who, RingInput.NewTimerFired(next.Timer));
            }
            return (now, queries, complete.Count == states.Length - 1);
        }

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
                    timers.Enqueue((who, timer, count), now + delay);
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
                case Question.Remember { asker: { IsSome: true, Value: var asker } }:
                    inbox.Enqueue((who, RingInput.NewAnswered(PeerFunctional.Tracker.Answer.NewRemembered(asker))));
                    break;
                case { IsClockTime: true }:
                    inbox.Enqueue((who, RingInput.NewAnswered(PeerFunctional.Tracker.Answer.NewTimeIs("Mon Nov 11 09:20:00 2019"))));
                    break;
            }
        }
    }
}
