using System.Globalization;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary><c>peer feed export</c>: what the stick lacks goes into a new file there.</summary>
internal static class FeedExportCommand
{
    public static Task<int> Run(SneakerNetCommand.FeedExport command, Screen screen, CancellationToken cancellation)
    {
        var signatures = new Ed25519();
        var stick = ExportDirectory.Open(command.target);
        using var store = StoredFeeds.Open(command.dir, signatures, screen, cancellation);
        screen.Welcome($"exporting new events to '{stick.Directory}'");

        screen.Story();
        screen.Story(string.Create(CultureInfo.InvariantCulture,
            $"** found {store.Heads.Sum(feed => feed.Head.Seq)} event(s) in directory '{LogFiles.Folder}'"));
        // Only what verifies counts as being there: nobody can import the rest.
        var there = StoredFeeds.Sound(stick.Read().Select(read => read.Event), signatures, screen, cancellation)
            .Select(verified => (verified.Event.Feed, verified.Event.Seq)).ToHashSet();
        screen.Warn(stick.Damage.Select(notice => notice.ToString()), stick.DamageCount);
        screen.Story(string.Create(CultureInfo.InvariantCulture, $"** found {there.Count} event(s) in target directory '{stick.Directory}'"));
        screen.Story();

        var exported = 0L;
        var lacking = StoredFeeds.Verified(store, signatures, screen, cancellation)
            .Select(verified => verified.Event)
            .Where(stored => !there.Contains((stored.Feed, stored.Seq)))
            .Select(stored =>
            {
                exported++;
                screen.Story($"** exporting {stored.Feed}/{stored.Seq}");
                screen.Object(new { Feed = stored.Feed.ToString(), stored.Seq });
                return stored;
            });
        var path = stick.Write(lacking);

        if (exported > 0) screen.Story();
        screen.Story(path is null
            ? "** no events exported"
            : string.Create(CultureInfo.InvariantCulture, $"** exported {exported} event(s) to '{path}'"));
        screen.Object(new { Exported = exported, File = path });
        return Task.FromResult(ExitCode.Done);
    }
}
