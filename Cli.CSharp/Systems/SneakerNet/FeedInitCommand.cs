using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary><c>peer feed init</c>: a key, a log, a name.</summary>
internal static class FeedInitCommand
{
    public static async Task<int> Run(SneakerNetCommand.FeedInit command, Screen screen, CancellationToken cancellation)
    {
        var signatures = new Ed25519();
        var created = !File.Exists(Path.Combine(command.dir, KeyFile.Name));
        if (created && LogFiles.Own(command.dir) is { } log)
            return screen.Fail($"{log} exists, but its key does not: restore {KeyFile.Name}, or use another directory");

        screen.Welcome("starting the user directory app");
        if (created) KeyFile.Create(command.dir, signatures, TimeProvider.System);
        var hadLogs = Directory.Exists(Path.Combine(command.dir, LogFiles.Folder));

        using var own = OwnFeed.Open(command.dir, signatures, screen, cancellation);
        if (!created) screen.Story($"** loaded my feed ID: @{own.Feed}");
        if (!hadLogs) screen.Story($"** created {LogFiles.Folder} directory");
        if (!own.IsRunning && own.Store.FileName(own.Feed) is null) CreateLog(own, screen);

        if (command.name is { Value: var name } && NameOf(own, signatures, screen, cancellation) == name)
        {
            screen.Story($"** the display name is '{name}' already");
        }
        else if (command.name is not null)
        {
            await own.AppendAsync([ContentModule.about(own.Feed, command.name.Value)], cancellation: cancellation);
            screen.Story($"** defined display name '{command.name.Value}'");
        }

        FeedUsersCommand.List(own.Store, own.Feed, tellName: command.name is null, signatures, screen, cancellation);
        return ExitCode.Done;
    }

    private static string? NameOf(OwnFeed own, ISignatures signatures, Screen screen, CancellationToken cancellation) =>
        StoredFeeds.Name(
            MessageBoardModule.ofEvents(StoredFeeds.Sound(own.Store.Read(own.Feed, 1, long.MaxValue), signatures, screen, cancellation)), own.Feed);

    private static void CreateLog(OwnFeed own, Screen screen)
    {
        if (own.Store.CreateLog(own.Feed) is AppendOutcome.Failed failed) throw failed.Reason;
        screen.Story($"** created my log at {LogFiles.Folder}/{own.Store.FileName(own.Feed)}");
    }
}
