using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>Reads the entries of a journal file.</summary>
public static class JournalEntries
{
    /// <summary>Whether a file is a journal.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static bool IsJournal(string path)
    {
        using var file = RegularFile.Read(path);
        return StartsWithMagic(file);
    }

    /// <summary>
    /// The values of its entries, in order. They end with an error where the file is damaged; a journal whose writer was killed may
    /// end inside an entry. There is at least one, be it an error.
    /// </summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static IEnumerable<FSharpResult<ReadOnlyMemory<byte>, Malformation>> Read(string path, CancellationToken cancellation = default)
    {
        using var file = RegularFile.Read(path);
        var length = file.Length;
        if (!StartsWithMagic(file))
        {
            yield return Error("no-journal", "the file is not a journal");
            yield break;
        }

        var sum = InputJournal.firstSum;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (ReadEntry(file) is not { } entry)
            {
                yield return Error("truncated-entry", "the file ends inside an entry");
                yield break;
            }

            var unsealed = InputJournal.unseal(sum, entry);
            if (unsealed.IsError)
            {
                yield return FSharpResult<ReadOnlyMemory<byte>, Malformation>.NewError(unsealed.ErrorValue);
                yield break;
            }

            (var value, sum) = unsealed.ResultValue;
            yield return FSharpResult<ReadOnlyMemory<byte>, Malformation>.NewOk(value);
        }
        while (file.Position < length);
    }

    private static FSharpResult<ReadOnlyMemory<byte>, Malformation> Error(string problem, string detail) =>
        FSharpResult<ReadOnlyMemory<byte>, Malformation>.NewError(new(problem, detail));

    private static bool StartsWithMagic(Stream file)
    {
        var start = new byte[InputJournal.magic.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.AsSpan().SequenceEqual(InputJournal.magic);
    }

    private static ReadOnlyMemory<byte>? ReadEntry(FileStream file)
    {
        Span<byte> prefix = stackalloc byte[InputJournal.LengthBytes];
        if (file.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length) return null;
        if (InputJournal.entryLength(prefix, file.Length - file.Position) is not { IsSome: true, Value: var length }) return null;
        var entry = new byte[length];
        return file.ReadAtLeast(entry, length, throwOnEndOfStream: false) < length ? null : entry;
    }
}
