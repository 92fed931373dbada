using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PeerFunctional.Runtime.Search;

/// <summary>A breadth-first search that was stopped: all that it needs to go on as if it had not been. States are kept as fingerprints, and made
/// again by the steps that lead to them. That the states which do not wait have no further steps, and which steps have been taken, is
/// believed: the SHA-256 finds damage, not a forgery.</summary>
/// <remarks>In a stream: a line that names the search, then arrays of 64-bit numbers with the lowest byte first, each behind its length, and a
/// SHA-256 of all that stands before it.</remarks>
public sealed class StoppedSearch
{
    private const int MaxName = 65_536;
    // Numbers, visited states, waiting states and graph.
    private const int Arrays = 5 + (2 * VisitedStates.Parts) + StepGraph.Arrays;

    private readonly ulong[][] arrays;

    private StoppedSearch(string name, ulong[][] arrays) => (Name, this.arrays) = (name, arrays);

    internal StoppedSearch(
        string name, SearchBudget budget, int level, ulong[] found, VisitedStates visited, IEnumerable<ulong[]> frontier, IEnumerable<ulong[]> next,
        StepGraph graph)
        : this(name, [[(ulong)budget.Generated], [(ulong)budget.Depth], [(ulong)level], found, visited.ToArray(), .. frontier, .. next, .. graph.ToArrays()])
    {
    }

    /// <summary>What is searched, and under which assumptions: another search must not go on with it.</summary>
    public string Name { get; }

    /// <summary>How many states were visited.</summary>
    public long States => Visited.Length / 2;

    internal long Generated => (long)arrays[0][0];

    internal int Depth => (int)arrays[1][0];

    internal int Level => (int)arrays[2][0];

    internal ulong[] Found => arrays[3];

    /// <summary>Fingerprint and parent in turn.</summary>
    internal ulong[] Visited => arrays[4];

    /// <summary>The states of the level that wait, by part.</summary>
    internal ReadOnlySpan<ulong[]> Frontier => arrays.AsSpan(5, VisitedStates.Parts);

    /// <summary>The states of the next level, by part.</summary>
    internal ReadOnlySpan<ulong[]> Next => arrays.AsSpan(5 + VisitedStates.Parts, VisitedStates.Parts);

    internal ReadOnlySpan<ulong[]> Graph => arrays.AsSpan(5 + (2 * VisitedStates.Parts));

    /// <summary>Writes it.</summary>
    public void Write(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Put(Encoding.UTF8.GetBytes(Name + "\n"));
        Span<byte> length = stackalloc byte[sizeof(long)];
        foreach (var array in arrays)
        {
            BinaryPrimitives.WriteInt64LittleEndian(length, array.LongLength);
            Put(length);
            const int atOnce = 1 << 20;
            for (var at = 0; at < array.Length; at += atOnce)
                Put(MemoryMarshal.AsBytes(array.AsSpan(at, Math.Min(atOnce, array.Length - at))));
        }
        stream.Write(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }
    }

    /// <summary>Reads it back, from a stream that knows its length; null where it was cut or changed, or is something else.</summary>
    public static StoppedSearch? Read(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (ReadName(stream, hash) is not { } name)
            return null;
        var arrays = new ulong[Arrays][];
        var length = new byte[sizeof(long)];
        for (var index = 0; index < Arrays; index++)
        {
            if (!Fill(length)) return null;
            var count = BinaryPrimitives.ReadInt64LittleEndian(length);
            // A length is believed as far as the bytes are there.
            if (count < 0 || count > (stream.Length - stream.Position) / sizeof(ulong) || count > Array.MaxLength) return null;
            arrays[index] = new ulong[count];
            if (!Fill(MemoryMarshal.AsBytes(arrays[index].AsSpan()))) return null;
        }
        var expected = hash.GetHashAndReset();
        var found = new byte[expected.Length];
        return stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length
            && expected.AsSpan().SequenceEqual(found) && stream.ReadByte() < 0
            && arrays[0].Length == 1 && arrays[1].Length == 1 && arrays[2].Length == 1 && arrays[4].Length % 2 == 0
            ? new(name, arrays)
            : null;

        bool Fill(Span<byte> bytes)
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) return false;
            hash.AppendData(bytes);
            return true;
        }
    }

    private static string? ReadName(Stream stream, IncrementalHash hash)
    {
        var bytes = new List<byte>();
        while (bytes.Count < MaxName)
        {
            var next = stream.ReadByte();
            if (next < 0) return null;
            bytes.Add((byte)next);
            if (next != '\n') continue;
            hash.AppendData(CollectionsMarshal.AsSpan(bytes));
            return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(bytes)[..^1]);
        }
        return null;
    }
}
