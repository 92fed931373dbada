using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Crypto;

/// <summary>
/// Verifies each signature once, as long as it is among the last <see cref="Most"/> or more; a capture shows many events to several
/// peers. Safe to use from any number of threads.
/// </summary>
/// <param name="signatures">Verifies what comes for the first time.</param>
public sealed class RememberedSignatures(ISignatures signatures) : ISignatures
{
    /// <summary>So many verdicts are remembered at least, and twice as many at most.</summary>
    public const int Most = 65_536;

    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<Question, bool> recent = [];
    private volatile ConcurrentDictionary<Question, bool> older = [];
    private int count;

    /// <inheritdoc/>
    public byte[] PublicKey(ReadOnlyMemory<byte> seed) => signatures.PublicKey(seed);

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlyMemory<byte> seed, ReadOnlyMemory<byte> message) => signatures.Sign(seed, message);

    /// <inheritdoc/>
    public bool Verify(ReadOnlyMemory<byte> publicKey, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> signature)
    {
        var question = Question.Of(publicKey.Span, message.Span, signature.Span);
        if (recent.TryGetValue(question, out var isValid)) return isValid;
        if (!older.TryGetValue(question, out isValid)) isValid = signatures.Verify(publicKey, message, signature);
        Remember(question, isValid);
        return isValid;
    }

    private void Remember(Question question, bool isValid)
    {
        if (!recent.TryAdd(question, isValid) || Interlocked.Increment(ref count) < Most) return;
        lock (gate)
        {
            if (count < Most) return;
            (older, recent, count) = (recent, [], 0);
        }
    }

    /// <summary>The SHA-256 of what is verified, so that two questions are the same only if their bytes are.</summary>
    private readonly record struct Question(long First, long Second, long Third, long Fourth)
    {
        public static Question Of(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            // The lengths tell where each part ends.
            Span<int> lengths = [publicKey.Length, signature.Length];
            hash.AppendData(MemoryMarshal.AsBytes(lengths));
            hash.AppendData(publicKey);
            hash.AppendData(signature);
            hash.AppendData(message);
            Span<long> digest = stackalloc long[SHA256.HashSizeInBytes / sizeof(long)];
            hash.GetHashAndReset(MemoryMarshal.AsBytes(digest));
            return new(digest[0], digest[1], digest[2], digest[3]);
        }
    }
}
