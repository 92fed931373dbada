using PeerFunctional.Kernel;

namespace PeerFunctional.Cli.Commands;

/// <summary>Tells a system that was mistyped, which is wrong usage, from a file that does not exist.</summary>
internal static class SystemName
{
    public static bool IsMistyped(string word) => Suggestion.closest(PeerFunctional.Systems.names, word) is not null;
}
