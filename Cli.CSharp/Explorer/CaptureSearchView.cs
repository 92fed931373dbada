using PeerFunctional.Kernel;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>What a search by motif found.</summary>
/// <param name="Matches">The first of them, at most <see cref="MaxMatches"/>.</param>
/// <param name="Total">How many there are.</param>
internal sealed record SearchedView(MatchView[] Matches, int Total)
{
    private const int MaxMatches = 200;

    /// <exception cref="PeerFunctional.Runtime.Systems.CapnWeb.RpcException">The text is no motif.</exception>
    public static SearchedView Of(CapturedWalk walk, string text)
    {
        var found = MotifModule.search(ExplorerLink.Value(MotifModule.parse(text)), walk);
        return new([.. found.Take(MaxMatches).Select(match => MatchView.Of(walk, match))], found.Length);
    }
}

/// <summary>A message that was found, by its step and its frame, and the frame of its answer if one was asked for.</summary>
internal sealed record MatchView(int Step, long Frame, string Words, long? Answer)
{
    public static MatchView Of(CapturedWalk walk, MotifMatch match) => new(
        match.Step, walk.Steps[match.Step].Frame, TerminalText.show(walk.Steps[match.Step].Words),
        match.AnswerStep is { IsSome: true, Value: var answer } ? walk.Steps[answer].Frame : null);
}

/// <summary>What the first bytes of a message do.</summary>
/// <param name="IsKnown">Whether the codec tells it.</param>
/// <param name="Roles">For each byte the fields that follow from it, by their places; null for a byte without which the message is none.</param>
internal sealed record ByteRolesView(bool IsKnown, int[]?[] Roles)
{
    public static ByteRolesView Of(WalkedStep step)
    {
        if (step.Message is not { IsSome: true, Value: { Reread: { IsSome: true, Value: var reread } } seen }) return new(false, []);
        var roles = FieldBytes.roles(reread, seen.Fields.Value, seen.Bytes);
        return roles is { IsSome: true, Value: var known } ? new(true, [.. known.Select(RoleOf)]) : new(false, []);
    }

    private static int[]? RoleOf(ByteRole role) => role switch
    {
        ByteRole.Of fields => [.. fields.rows],
        _ => role.IsStructure ? null : [],
    };
}
