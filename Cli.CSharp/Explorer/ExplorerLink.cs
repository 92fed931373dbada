using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>Links and traces as positions, and sentences on them.</summary>
internal static class ExplorerLink
{
    /// <summary>The value, or its problem as an error that the page shows.</summary>
    /// <exception cref="RpcException">The result is an error.</exception>
    public static T Value<T>(FSharpResult<T, Malformation> result) => result.IsOk
        ? result.ResultValue
        : throw new RpcException(TerminalText.show(result.ErrorValue.Detail));

    /// <summary>Reads a link: the text behind an address's `#`, or the whole address.</summary>
    /// <exception cref="RpcException">The text is damaged.</exception>
    public static Schedule Parse(string text) => Value(ScheduleModule.parse(Fragment(text)));

    /// <summary>The text behind `#`; the text itself where it has none.</summary>
    public static string Fragment(string text) => text[(text.IndexOf('#', StringComparison.Ordinal) + 1)..];

    /// <exception cref="RpcException">The position is another one than that of the link.</exception>
    public static void RequireDigest(Schedule schedule, Position position)
    {
        if (!schedule.Digest.Equals(position.Digest))
            throw new RpcException(
                $"The link was made for the state {schedule.Digest}, and its steps lead to {position.Digest}: it was damaged, or made by another version of this program.");
    }

    /// <summary>A sentence on a trace whose states are not those of its steps here; null where they are.</summary>
    public static string? NoteOn(Trace<string> trace, Position last) =>
        trace.Steps.IsEmpty || ListModule.Last(trace.Steps).Digest.Equals(last.TraceDigest)
            ? null
            : "The steps of the trace are shown without its times, or by another version of the machine: the last digest is not that of the file.";

    /// <summary>The first difference of two ways, in a sentence.</summary>
    public static string Difference(RowPairView row, string policy, Position[] left, Position[] right) => row switch
    {
        { Left: { } at, Right: null } => $"Step {left[at].Number} is the first that differs. With {policy} {row.Skipped}",
        { Left: null, Right: { } at } => $"With {policy} one more step comes first: {Sentence(right[at])}",
        { Left: { } at, Right: { } other } =>
            (OnOneSide(left[at], right[other]) is { } property
                ? $"Step {left[at].Number} is the first after which a property holds on one side only ({property}): "
                : $"Step {left[at].Number} is the first after which the peers send a message of another kind: ")
            + Sentence(left[at]) + (left[at].Number == right[other].Number ? "" : $" (step {right[other].Number} with {policy})"),
        _ => "",
    };

    /// <summary>The first property that one position breaks and the other keeps; null where there is none.</summary>
    private static string? OnOneSide(Position left, Position right) =>
        left.Properties.Value.Zip(right.Properties.Value)
            .Where(pair => pair.First.Kind.IsAlways && pair.First.Status.IsViolated != pair.Second.Status.IsViolated)
            .Select(pair => pair.First.Sentence).FirstOrDefault();

    private static string Sentence(Position position) =>
        position.Step.Choice is { IsSome: true, Value: var choice } ? TerminalText.show(choice.Sentence) : "all peers have started";
}
