using PeerFunctional.Kernel;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>Everything that is shown of a position.</summary>
internal sealed record PositionView(
    int Id, int Depth, string Digest, string Link, ActionView[] Actions, PeerView[] Peers, EnvelopeView[] InFlight,
    FaultsView FaultsLeft, PropertyView[] Properties, bool IsEnd)
{
    /// <param name="node">The node of the position.</param>
    /// <param name="position">The position.</param>
    /// <param name="before">The position before it; null for the first one.</param>
    /// <param name="link">The position as a text.</param>
    public static PositionView Of(PositionTree.Node node, Position position, Position? before, string link)
    {
        var choices = position.Choices.Value.ToArray();
        var peers = position.Nodes.Value.ToArray();
        var earlier = before?.Nodes.Value.ToArray();
        return new(
            node.Id, node.Depth, position.Digest.ToString(), link,
            [.. choices.Select((choice, index) => ActionView.Of(index, choice))],
            [.. peers.Select((peer, place) => PeerView.Of(peer, earlier?[place]))],
            [.. position.InFlight.Value.Select(envelope => EnvelopeView.Of(envelope, choices))],
            FaultsView.Of(position.FaultsLeft),
            [.. position.Properties.Value.Select((property, index) => PropertyView.Of(index, property, position))],
            PositionModule.isEnd(position));
    }
}

/// <summary>Something that can happen.</summary>
internal sealed record ActionView(int Index, string Kind, bool IsFault, int Peer, int? Message, string Sentence, string Label)
{
    public static ActionView Of(int index, Choice choice)
    {
        var kind = ChoiceModule.kind(choice);
        return new(
            index, kind, choice.IsFault, choice.Peer, ChoiceModule.message(choice) is { IsSome: true, Value: var number } ? number : null,
            TerminalText.show(choice.Sentence), Labelled(kind));
    }

    private static string Labelled(string kind) => kind switch
    {
        "timer" => "fire",
        "store" => "let its store answer",
        "lose-disk" => "crash and lose its disk",
        _ => kind,
    };
}

/// <summary>A peer with what the last step changed. Its details, which are many, are null where the page asks for them itself.</summary>
internal sealed record PeerView(
    string Name, string? Policy, string Status, PhaseView Phase, RowView[] Rows, RowView[]? Details, TimerView[] Timers, int Questions)
{
    public static PeerView Of(ExploredPeer peer, ExploredPeer? before)
    {
        var words = Parts(peer.Words);
        var earlier = before is null ? null : Parts(before.Words);
        var timers = before?.Timers.Select(timer => timer.Name).ToHashSet();
        return new(
            peer.Name, peer.Policy is { IsSome: true, Value: var policy } ? PolicyModule.name(policy) : null,
            peer.Status.IsRunning ? "running" : peer.Status.IsStopped ? "stopped" : "crashed",
            new(words[0].Value, earlier is not null && !earlier[0].Equals(words[0])),
            RowView.Of(words.Skip(1), earlier?.Skip(1)),
            null,
            [.. peer.Timers.Select(timer => new TimerView(
                TerminalText.show(timer.Name),
                timer.Due is { IsSome: true, Value: var due } ? (long)due.TotalMilliseconds : null,
                timers is not null && !timers.Contains(timer.Name),
                timer.Choice is { IsSome: true, Value: var choice } ? choice : null))],
            peer.Questions);
    }

    /// <summary>All fields of a peer's state and store.</summary>
    public static RowView[] DetailsOf(ExploredPeer peer, ExploredPeer? before) => RowView.Of(peer.Rows.Value, before?.Rows.Value);

    /// <summary>Words such as `waiting; holds Alice:1; ring: a, b`, part by part: the phase, and then each with its name.</summary>
    private static FieldRow[] Parts(string words) =>
    [
        .. words.Split("; ").Select((part, place) =>
            place > 0 && part.StartsWith("holds ", StringComparison.Ordinal) ? new FieldRow("holds", part["holds ".Length..])
            : place > 0 && part.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? new(part[..colon], part[(colon + 2)..])
            : new("", part)),
    ];
}

/// <summary>A peer's phase.</summary>
internal sealed record PhaseView(string Value, bool Changed);

/// <summary>A field, and the value before the step where that was another one.</summary>
internal sealed record RowView(string Field, string Value, string? Before, bool Changed)
{
    /// <summary>The rows, each beside the earlier one of its name and its turn among those.</summary>
    public static RowView[] Of(IEnumerable<FieldRow> rows, IEnumerable<FieldRow>? earlier)
    {
        var before = earlier?.GroupBy(row => row.Field).ToDictionary(group => group.Key, group => new Queue<string>(group.Select(row => row.Value)));
        return
        [
            .. rows.Select(row =>
            {
                var old = before is not null && before.TryGetValue(row.Field, out var values) && values.TryDequeue(out var value) ? value : null;
                var isChanged = before is not null && old != row.Value;
                return new RowView(TerminalText.show(row.Field), TerminalText.show(row.Value), isChanged && old is not null ? TerminalText.show(old) : null, isChanged);
            }),
        ];
    }
}

/// <summary>A timer; due in milliseconds, null at any moment; the action that fires it, null where it may not fire yet.</summary>
internal sealed record TimerView(string Name, long? Due, bool Changed, int? Action);

/// <summary>A message under way, and what can happen to it.</summary>
internal sealed record EnvelopeView(int Message, int? From, int To, string Words, int? Connection, int SentAt, int[] Actions)
{
    public static EnvelopeView Of(ExploredEnvelope envelope, Choice[] choices) => new(
        envelope.Number, envelope.From is { IsSome: true, Value: var from } ? from : null, envelope.To, TerminalText.show(envelope.Words),
        envelope.Connection is { IsSome: true, Value: var line } ? line : null, envelope.SentAt,
        [.. choices.Index().Where(choice => ChoiceModule.message(choice.Item) is { IsSome: true, Value: var number } && number == envelope.Number).Select(choice => choice.Index)]);
}

/// <summary>How a property stands.</summary>
internal sealed record PropertyView(int Index, string Kind, string Sentence, string Status, int Since, string? Missing)
{
    public static PropertyView Of(int index, ExploredProperty property, Position position) => new(
        index,
        property.Kind.IsAlways ? "always" : property.Kind.IsReachable ? "reachable" : "goal",
        property.Sentence, StatusOf(property), property.Since,
        property.Kind.IsGoal && !property.Status.IsReached && position.Missing.Value is { IsSome: true, Value: var missing } ? TerminalText.show(missing) : null);

    public static string StatusOf(ExploredProperty property) =>
        property.Status.IsHolds ? "holds" : property.Status.IsViolated ? "violated" : property.Status.IsReached ? "reached" : "pending";
}
