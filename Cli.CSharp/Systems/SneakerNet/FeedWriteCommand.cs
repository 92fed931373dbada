using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary><c>peer feed write</c>: one message more, or one a line of standard input.</summary>
internal static class FeedWriteCommand
{
    public static async Task<int> Run(SneakerNetCommand.FeedWrite command, Screen screen, CancellationToken cancellation)
    {
        IReadOnlyList<string> texts;
        try
        {
            await using var input = Console.OpenStandardInput();
            texts = await WrittenTexts.ReadAsync(command.text, input, cancellation);
        }
        catch (InvalidDataException e)
        {
            return screen.Fail($"feed write: {e.Message}");
        }

        using var own = OwnFeed.Open(command.dir, new Ed25519(), screen, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var written = await own.AppendAsync([.. texts.Select(text => ContentModule.message(own.Feed, text))], command.large, cancellation);

        var by = own.IsRunning ? ", by the running replica" : "";
        foreach (var one in written)
        {
            screen.Story($"** appended {one.Feed}/{one.Seq} to {LogFiles.Folder}/{own.Store.FileName(own.Feed)}{by}");
            screen.Object(new { Feed = one.Feed.ToString(), one.Seq, one.Time, Bytes = one.Wire.Length });
        }
        return ExitCode.Done;
    }
}
