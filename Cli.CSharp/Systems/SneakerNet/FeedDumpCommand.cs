using System.Text;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary><c>peer feed dump</c>: each event's body, as the original shows it.</summary>
internal static class FeedDumpCommand
{
    public static Task<int> Run(SneakerNetCommand.FeedDump command, Screen screen, CancellationToken cancellation)
    {
        var paths = LogFiles.At(command.path);
        screen.Story("Welcome to SneakerNet");
        screen.Story();
        var dumped = paths.Select(path => (Path: path, Count: Dump(path, screen, cancellation))).ToList();
        // A log without events has its header all the same.
        return Task.FromResult(dumped.All(log => log.Count > 0 || IsLog(log.Path))
            ? ExitCode.Done
            : screen.Fail($"feed dump: {string.Join(", ", dumped.Where(log => log.Count == 0 && !IsLog(log.Path)).Select(log => log.Path))}: the file is not a log or an export of feeds; name a .pcap file of a feed directory or of a stick"));
    }

    private static bool IsLog(string path) => LogReader.Read(path).FirstOrDefault().Record is { IsSection: true };

    /// <summary>Answers how many events the log holds.</summary>
    private static long Dump(string path, Screen screen, CancellationToken cancellation)
    {
        screen.Story($"** dumping log '{path}', only showing body of events");
        screen.Story();
        var count = 0L;
        foreach (var (offset, _, piece) in LogReader.Read(path))
        {
            cancellation.ThrowIfCancellationRequested();
            switch (piece)
            {
                case LogRecord.Packet packet when EventModule.decodeFirst(packet.payload) is { IsOk: true, ResultValue: var (dumped, _) }:
                    foreach (var line in PeerFunctional.SneakerNet.Dump.lines(count++, dumped)) screen.Answer(line);
                    screen.Object(DumpedEvent.Of(path, dumped));
                    break;
                case LogRecord.Packet:
                    screen.Warn($"{path}: the block at byte {offset} holds no event");
                    break;
                case { IsTorn: true } or { IsBadLength: true }:
                    screen.Warn($"{path}: no complete block follows byte {offset}; see: peer feed verify {path}");
                    break;
            }
        }
        screen.Story($"** dumped {count} events");
        return count;
    }

    /// <summary>An event for programs: its content as text where it is text, else in base64, and absent where it is withheld.</summary>
    private sealed record DumpedEvent(
        string File, string Feed, long Seq, long Time, string? Prev, string ContentType, string? Content, string? ContentBase64,
        long ContentLength, string ContentSha256, string SignedEventSha256)
    {
        public static DumpedEvent Of(string path, Event dumped)
        {
            var (text, bytes) = dumped.Content is { IsSome: true, Value: var (content, _, _) } ? Read(content) : (null, null);
            return new(
                path, dumped.Feed.ToString(), dumped.Seq, dumped.Time, dumped.Prev is { IsSome: true, Value: var prev } ? prev.ToString() : null,
                dumped.Link.Encoding.ToString().ToLowerInvariant(), text, bytes,
                dumped.Link.Length, dumped.Link.Hash.ToString(), dumped.Hash.ToString());
        }

        private static (string? Text, string? Base64) Read(ReadOnlyMemory<byte> content)
        {
            try
            {
                return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content.Span), null);
            }
            catch (DecoderFallbackException)
            {
                return (null, Convert.ToBase64String(content.Span));
            }
        }
    }
}
