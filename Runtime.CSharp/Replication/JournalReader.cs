using System.Buffers.Binary;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Replication;

/// <summary>Runs a replica's journal through the machine again, an entry at a time.</summary>
public static class JournalReader
{
    /// <summary>Whether a file is a journal.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static bool IsJournal(string path)
    {
        using var file = RegularFile.Read(path);
        return StartsWithMagic(file);
    }

    /// <summary>
    /// The run before its first step, then after every step. It ends with an error where the file is damaged or a digest
    /// differs; a journal whose writer was killed may end inside an entry.
    /// </summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static IEnumerable<(JournalRun? Run, Malformation? Error)> Replay(string path, ISignatures signatures)
    {
        using var file = RegularFile.Read(path);
        var length = file.Length;
        JournalRun? run = null;
        if (!StartsWithMagic(file))
        {
            yield return (null, new("no-journal", "this is no journal"));
            yield break;
        }

        while (file.Position < length)
        {
            if (ReadEntry(file) is not { } entry)
            {
                yield return (run, new("truncated-entry", $"the file ends inside an entry, after step {run?.Steps ?? 0}"));
                yield break;
            }

            var next = run is null
                ? ReplicaJournal.start(entry)
                : ReplicaJournal.replay(signatures, entry, run);
            if (next.IsError)
            {
                yield return (run, next.ErrorValue);
                yield break;
            }

            run = next.ResultValue;
            yield return (run, null);
        }
    }

    private static bool StartsWithMagic(Stream file)
    {
        var start = new byte[ReplicaJournal.magic.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.AsSpan().SequenceEqual(ReplicaJournal.magic);
    }

    private static ReadOnlyMemory<byte>? ReadEntry(FileStream file)
    {
        Span<byte> prefix = stackalloc byte[4];
        if (file.ReadAtLeast(prefix, 4, throwOnEndOfStream: false) < 4) return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(prefix);
        if (length < 0 || length > ReplicaJournal.MaxEntry || length > file.Length - file.Position) return null;
        var entry = new byte[length];
        return file.ReadAtLeast(entry, length, throwOnEndOfStream: false) < length ? null : entry;
    }
}
