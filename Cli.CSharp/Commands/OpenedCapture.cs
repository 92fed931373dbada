using System.Collections.Concurrent;
using Microsoft.FSharp.Core;
using PeerFunctional.Capture;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Quic.Opening;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>The QUIC sessions of a capture, opened by TLS secrets and judged.</summary>
internal static class OpenedCapture
{
    private const long MaxKeyLog = 64L * 1024 * 1024;

    /// <summary>A reader of QUIC sessions; null where another system is asked for.</summary>
    /// <param name="only">The system that is asked for, if any.</param>
    /// <param name="keyLog">A file of secrets, if any.</param>
    /// <exception cref="IOException">The file is too long, or cannot be read.</exception>
    public static QuicCapture? Start(FSharpOption<string>? only, FSharpOption<string>? keyLog)
    {
        if (only is { Value: not "libp2p" }) return null;
        var secrets = new TlsSecrets();
        if (keyLog is { Value: var path })
        {
            using var file = RegularFile.Read(path);
            if (file.Length > MaxKeyLog) throw new IOException($"'{path}' has {file.Length:N0} bytes; a key log has at most {MaxKeyLog:N0}");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            secrets.Add(bytes);
        }
        return new(secrets);
    }

    /// <summary>The blocks of a capture, of which the reader takes the secrets: some may stand behind what they open.</summary>
    public static IEnumerable<Block> Learning(IEnumerable<Block> blocks, QuicCapture? quic)
    {
        foreach (var block in blocks)
        {
            quic?.Learn(block);
            yield return block;
        }
    }

    /// <summary>The blocks of a capture, each seen by the reader before it goes on.</summary>
    public static IEnumerable<Block> Passing(IEnumerable<Block> blocks, QuicCapture? quic)
    {
        foreach (var block in blocks)
        {
            quic?.Take(block);
            yield return block;
        }
    }

    /// <summary>The sessions judged side by side and told in their order, or why one cannot be opened.</summary>
    public static IEnumerable<(ConversationReport? Report, string? Problem)> Reports(QuicCapture? quic, CancellationToken cancellation) =>
        Partitioner.Create(quic?.Connections() ?? [], EnumerablePartitionerOptions.NoBuffering)
            .AsParallel()
            .AsOrdered()
            .WithCancellation(cancellation)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(opened => (opened.Session is { } session ? HostReplay.report(session) : null, opened.Problem));
}
