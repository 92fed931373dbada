using PeerFunctional.Kernel;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>A node of the page's tree, with what the diagram gets by its step.</summary>
internal sealed record StepView(
    int Id, int? Parent, int Depth, int Number, string Kind, bool IsFault, int? Peer, string Sentence, string Digest,
    StateView[] States, EventView[] Events, TurnView[] Turned)
{
    /// <param name="node">The node and its position.</param>
    /// <param name="position">The position of the node.</param>
    /// <param name="before">The position before the step; null for the first one.</param>
    public static StepView Of(PositionTree.Node node, Position position, Position? before)
    {
        var choice = position.Step.Choice is { IsSome: true, Value: var taken } ? taken : null;
        return new(
            node.Id, node.Parent, node.Depth, position.Number,
            choice is null ? "start" : ChoiceModule.kind(choice), choice?.IsFault ?? false,
            choice is null || choice.Action.IsDrop ? null : choice.Peer,
            choice is null ? "all peers have started" : TerminalText.show(choice.Sentence),
            position.Digest.ToString(),
            [.. position.Step.States.Select(state => new StateView(state.Item1, TerminalText.show(state.Item2)))],
            [.. position.Step.Events.Select(EventView.Of)],
            [.. TurnsOf(position, before)]);
    }

    private static IEnumerable<TurnView> TurnsOf(Position position, Position? before)
    {
        var earlier = before?.Properties.Value.ToArray();
        foreach (var (place, property) in position.Properties.Value.Index())
            if (earlier is null ? property.Status.IsViolated || property.Status.IsReached : earlier[place].Status != property.Status)
                yield return new(place, PropertyView.StatusOf(property));
    }
}

/// <summary>A peer's state in a few words.</summary>
internal sealed record StateView(int Peer, string Words);

/// <summary>A property that stands otherwise than before.</summary>
internal sealed record TurnView(int Property, string Status);

/// <summary>What a sequence diagram gets.</summary>
internal sealed record EventView(
    string Kind, int? Message = null, int? From = null, int? To = null, int? Lane = null, string? Words = null)
{
    public static EventView Of(TimelineEvent told) => told switch
    {
        TimelineEvent.Sent sent => new("sent", sent.message, sent.from, sent.recipient, Words: TerminalText.show(sent.words)),
        TimelineEvent.Delivered { message: var message } => new("delivered", message),
        TimelineEvent.Dropped { message: var message } => new("dropped", message),
        TimelineEvent.Corrupted { message: var message } => new("corrupted", message),
        TimelineEvent.Garbled garbled => AtLane("garbled", garbled.lane, garbled.words),
        TimelineEvent.TimerFired fired => AtLane("timer", fired.lane, fired.words),
        TimelineEvent.Noticed noticed => AtLane("noticed", noticed.lane, noticed.words),
        TimelineEvent.Crashed { lane: var lane } => AtLane("crashed", lane, null),
        TimelineEvent.Restarted { lane: var lane } => AtLane("restarted", lane, null),
        TimelineEvent.Finished { lane: var lane } => AtLane("finished", lane, null),
        TimelineEvent.Remarked remarked => AtLane("remarked", remarked.lane is { IsSome: true, Value: var lane } ? lane : null, remarked.words),
        TimelineEvent.Diverged diverged => AtLane("remarked", diverged.lane, diverged.words),
        TimelineEvent.Partitioned { words: var words } => AtLane("remarked", null, words),
        TimelineEvent.Healed { words: var words } => AtLane("remarked", null, words),
        _ => throw new InvalidOperationException($"no view of {told}"),
    };

    private static EventView AtLane(string kind, int? lane, string? words) =>
        new(kind, Lane: lane, Words: words is null ? null : TerminalText.show(words));
}
