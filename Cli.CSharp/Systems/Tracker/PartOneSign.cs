using PeerFunctional.Kernel;
using PeerFunctional.Tracker;

namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary>Tells a tracker of part 1 from others by how it answers a request of part 2: with a value that is not a tuple.</summary>
internal static class PartOneSign
{
    private const string Problem = "no-tuple";

    /// <summary>Whether an exchange failed for this sign.</summary>
    public static bool Is(string reason) => reason.StartsWith($"{Problem}:", StringComparison.Ordinal);

    /// <summary>Whether an answer is this sign.</summary>
    public static bool Is(Message answer) => answer is Message.Unusual { problem.Problem: Problem };

    /// <summary>One line for standard error, without the command's name.</summary>
    public static string Words(Endpoint tracker) =>
        $"{tracker} is a tracker of part 1, which has no ring; collect its message with: peer tracker collect {tracker}";
}
