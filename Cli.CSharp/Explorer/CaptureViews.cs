using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>What a capture holds.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Conversations">First to last, at most <see cref="OpenCapture.MaxConversations"/>.</param>
/// <param name="Notes">What the capture lacks, and what the page leaves out.</param>
internal sealed record CaptureView(string Name, ConversationHead[] Conversations, string[] Notes);

/// <summary>A conversation in a list. Its beginning is a date with a time; null where the file has no times.</summary>
internal sealed record ConversationHead(string Title, string? Began, int Messages, VerdictView[] Verdicts);

/// <summary>A participant and what it came to: conforms, diverges, not-judged, no-part or sent-nothing.</summary>
internal sealed record VerdictView(string Peer, string Who, string Kind, string Words, long? Frame)
{
    /// <summary>The participants of a conversation; one without a name goes by its role.</summary>
    public static VerdictView[] Of(ConversationReport report)
    {
        var names = ParticipantVerdictModule.names(report.Verdicts);
        return [.. report.Verdicts.Select(side => Of(side, names.TryGetValue(side.Peer, out var name) ? name : ParticipantVerdictModule.@short(side.Peer)))];
    }

    private static VerdictView Of(ParticipantVerdict side, string name) => new(
        TerminalText.show(name), TerminalText.show(ParticipantVerdictModule.who(side)), KindOf(side.Conformance),
        TerminalText.show(ConformanceModule.words(side.Conformance)),
        side.Conformance is Conformance.Diverges { first.Frame: { IsSome: true, Value: var frame } } ? frame : null);

    private static string KindOf(Conformance conformance) => conformance switch
    {
        Conformance.Conforms => "conforms",
        Conformance.Diverges => "diverges",
        Conformance.NotJudged => "not-judged",
        Conformance.TakesNoPart => "no-part",
        _ => "sent-nothing",
    };
}

/// <summary>A conversation to walk through.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Verdicts">One for each lane.</param>
/// <param name="Steps">First to last.</param>
/// <param name="Assumes">What the verdicts assume, or null.</param>
/// <param name="LeftOut">Messages behind the last step.</param>
internal sealed record ConversationView(string Title, VerdictView[] Verdicts, WalkedStepView[] Steps, string? Assumes, int LeftOut)
{
    public static ConversationView Of(CapturedWalk walk)
    {
        var report = walk.Report;
        var verdicts = VerdictView.Of(report);
        return new(
            TerminalText.show(report.Title), verdicts, [.. walk.Steps.Select((step, place) => WalkedStepView.Of(place, step, verdicts))],
            report.Assumes is { IsSome: true, Value: var words } ? TerminalText.show(words) : null, walk.LeftOut);
    }
}

/// <summary>A step of a walk, with what a sequence diagram gets of it. A timer has no frame.</summary>
internal sealed record WalkedStepView(long? Frame, double Seconds, string Sentence, bool IsMessage, EventView[] Events, TurnedView[] Turns)
{
    public static WalkedStepView Of(int place, WalkedStep step, VerdictView[] verdicts)
    {
        if (step.Message is not { IsSome: true, Value: var seen })
        {
            var words = TerminalText.show(step.Words);
            return new(null, step.At.TotalSeconds, $"a timer of {verdicts[step.Lane.Value].Peer} fires: {words}", false, [new("timer", Lane: step.Lane.Value, Words: words)], []);
        }

        var row = seen.Row;
        return new(
            row.Frame, step.At.TotalSeconds, $"{NameOf(seen.From, row.Sender)} → {NameOf(seen.To, row.Recipient)}: {TerminalText.show(row.Words)}", !seen.Bytes.IsEmpty, EventsOf(place, seen),
            [.. verdicts.Where(verdict => verdict.Frame == row.Frame).Select(verdict => new TurnedView("bad", $"{verdict.Who} {verdict.Words}"))]);

        string NameOf(FSharpValueOption<int> lane, string name) => lane.IsSome ? verdicts[lane.Value].Peer : TerminalText.show(name);
    }

    private static EventView[] EventsOf(int place, SeenMessage seen)
    {
        var words = TerminalText.show(seen.Row.Words);
        int? from = seen.From is { IsSome: true, Value: var sender } ? sender : null;
        int? to = seen.To is { IsSome: true, Value: var recipient } ? recipient : null;
        if (from is null || to is null || from == to || seen.Bytes.IsEmpty)
        {
            var other = seen.Bytes.IsEmpty ? "" : from is null ? $"from {seen.Row.Sender}: " : $"to {seen.Row.Recipient}: ";
            return [new("remarked", Lane: from ?? to, Words: TerminalText.show(other) + words)];
        }

        EventView sent = new("sent", place, from, to, Words: words);
        return seen.Arrival.IsUnseen ? [sent]
            : [sent, new(seen.Arrival.IsLost ? "dropped" : "delivered", place)];
    }
}

/// <summary>A line across the diagram.</summary>
internal sealed record TurnedView(string Tone, string Words);

/// <summary>What is known at a step.</summary>
/// <param name="Peers">The states, in the order of the lanes.</param>
/// <param name="Bytes">The message's bytes as hexadecimal digits, at most <see cref="MaxBytes"/> of them; empty for a timer.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Fields">What the bytes were read as.</param>
internal sealed record PlaceView(PeerView[] Peers, string Bytes, int Length, RowView[] Fields)
{
    /// <summary>Bytes of a message that are shown.</summary>
    public const int MaxBytes = 4096;

    public static PlaceView Of(CapturedWalk walk, int place)
    {
        var states = CapturedWalkModule.states(place, walk).Value.ToArray();
        var before = place == 0 ? null : CapturedWalkModule.states(place - 1, walk).Value.ToArray();
        var verdicts = VerdictView.Of(walk.Report);
        var message = walk.Steps[place].Message;
        var bytes = message.IsSome ? message.Value.Bytes : default;
        return new(
            [.. walk.Report.Verdicts.Select((side, lane) => PeerOf(side, states[lane], before?[lane]) with { Name = verdicts[lane].Peer, Status = StatusOf(side, verdicts[lane].Peer) })],
            Convert.ToHexStringLower(bytes.Span[..Math.Min(bytes.Length, MaxBytes)]), bytes.Length,
            message.IsSome ? RowView.Of(message.Value.Fields.Value, null) : []);
    }

    /// <summary>What is unknown at the step or before it has not changed.</summary>
    private static PeerView PeerOf(ParticipantVerdict side, WalkedState state, WalkedState? before) => state switch
    {
        WalkedState.Known known => Known(Explored(side, known), before is WalkedState.Known earlier ? Explored(side, earlier) : null),
        WalkedState.Unknown { reason: var reason } => new(
            TerminalText.show(side.Peer), null, "", new(TerminalText.show($"unknown: {reason}"), false), [], [], [], 0),
        _ => throw new InvalidOperationException($"no view of {state}"),
    };

    private static PeerView Known(ExploredPeer peer, ExploredPeer? before) =>
        PeerView.Of(peer, before) with { Details = PeerView.DetailsOf(peer, before) };

    private static ExploredPeer Explored(ParticipantVerdict side, WalkedState.Known known) => new(
        TerminalText.show(side.Peer), default, NodeStatus.Running, known.state.Words, known.state.Fields, [], 0);

    /// <summary>Its role, where its name does not say that.</summary>
    private static string StatusOf(ParticipantVerdict side, string name) =>
        name.StartsWith(side.Role, StringComparison.Ordinal) ? "" : TerminalText.show(side.Role);
}
