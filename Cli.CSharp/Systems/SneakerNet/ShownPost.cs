using System.Globalization;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary>A message with its writer's name, as it is shown to people.</summary>
internal static class ShownPost
{
    /// <summary>What stands before the text: the time, and the writer by name or by the first letters of the key.</summary>
    public static string Head(Post post, string? name) => $"({Clock(post.Time)}) {name ?? $"@{FeedIdModule.@short(post.Feed)}"}:";

    /// <summary>UTC, so that everybody reads the same; a time no calendar has stays a number.</summary>
    private static string Clock(long time) =>
        time >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && time <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(time).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : time.ToString(CultureInfo.InvariantCulture);
}
