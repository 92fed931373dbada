using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli;

/// <summary><c>peer feed write</c>: one message more.</summary>
internal static class FeedWriteCommand
{
    public static Task<int> Run(SneakerNetCommand.FeedWrite command, Screen screen, CancellationToken cancellation)
    {
        using var own = OwnFeed.Open(command.dir, new Ed25519(), screen, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var written = own.Append(ContentModule.message(own.Feed, command.text), TimeProvider.System, screen);

        screen.Story($"** appended {written.Feed}/{written.Seq} to {LogFiles.Folder}/{own.Store.FileName(own.Feed)}");
        screen.Object(new { Feed = written.Feed.ToString(), written.Seq, written.Time, Bytes = written.Wire.Length });
        return Task.FromResult(ExitCode.Done);
    }
}
