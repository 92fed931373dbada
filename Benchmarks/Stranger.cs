using System.Diagnostics;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;

namespace PeerFunctional.Benchmarks;

/// <summary>
/// Another program that keeps and replicates the same directories, such as the original. It tells no times: how fast it is,
/// is seen from the growth of its logs.
/// </summary>
/// <param name="BothWays">Half of the events start at each side.</param>
/// <param name="Events">Events that arrived in one session.</param>
/// <param name="Rate">Events a second, from the last look before the logs grew to the one that saw them whole.</param>
internal sealed record Stranger(bool BothWays, long Events, double Rate)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>The initiator ends by itself; the responder is ended after it.</summary>
    public static async Task<Stranger> MeasureAsync(
        string command, ISignatures signatures, int events, bool bothWays, CancellationToken cancellation)
    {
        using var scratch = new Scratch();
        var (answering, asking) = (scratch.Of("responder"), scratch.Of("initiator"));
        Workload.Fill(answering, signatures, Workload.Sign(signatures, 1, bothWays ? events / 2 : events));
        Workload.Fill(asking, signatures, bothWays ? Workload.Sign(signatures, 1, events / 2, "other ") : []);

        using var responder = Start(command, answering, "");
        using var initiator = Start(command, asking, "127.0.0.1");
        var ended = initiator.EndAsync(cancellation);
        var (before, latest, first, last) = (Bytes(answering, asking), 0L, Stopwatch.GetTimestamp(), 0L);
        while (!ended.IsCompleted)
        {
            var now = Bytes(answering, asking) - before;
            if (now > latest)
            {
                last = Stopwatch.GetTimestamp();
                latest = now;
            }
            if (latest == 0) first = Stopwatch.GetTimestamp();
            await Task.Delay(Look, cancellation);
        }
        await ended;

        var arrived = Count(answering) + Count(asking) - events;
        return new(bothWays, arrived, arrived == 0 ? 0 : arrived / Stopwatch.GetElapsedTime(first, last).TotalSeconds);
    }

    private static Measured Start(string command, string directory, string host)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Replace("{dir}", directory).Replace("{host}", host))
            .Where(word => word.Length > 0)
            .ToArray();
        return Measured.Start(words[0], words[1..]);
    }

    private static long Bytes(params IEnumerable<string> directories) =>
        directories.Sum(directory =>
            new DirectoryInfo(Path.Combine(directory, LogFiles.Folder)).EnumerateFiles().Sum(file => file.Length));

    private static long Count(string directory)
    {
        using var store = LogStore.OpenForReading(directory, new Ed25519(), AppendRule.SequenceOnly);
        return store.Heads.Sum(head => head.Head.Seq);
    }
}
