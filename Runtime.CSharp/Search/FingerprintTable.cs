using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace PeerFunctional.Runtime.Search;

/// <summary>Fingerprints, never 0, with a number each, in 16 bytes and open addressing. Many may read while nobody writes.</summary>
internal sealed unsafe class FingerprintTable : IDisposable
{
    private const int SmallestCapacity = 64;
    // At this share of used slots a look takes two or three slots of one cache line.
    private const double HighestLoad = 0.75;

    private ulong* fingerprints;
    private ulong* numbers;
    private ulong mask;

    public FingerprintTable() => Allocate(SmallestCapacity);

    ~FingerprintTable() => Free();

    public long Count { get; private set; }

    public long Bytes => 2L * sizeof(ulong) * Capacity;

    private long Capacity => (long)mask + 1;

    /// <summary>Brings the place where a fingerprint would be closer before somebody looks.</summary>
    public void Prefetch(ulong fingerprint)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(fingerprints + (fingerprint & mask));
    }

    public bool Contains(ulong fingerprint) => fingerprints[SlotOf(fingerprint)] == fingerprint;

    public bool TryGet(ulong fingerprint, out ulong number)
    {
        var slot = SlotOf(fingerprint);
        number = numbers[slot];
        return fingerprints[slot] == fingerprint;
    }

    /// <summary>Adds a fingerprint that is not there yet, within what was reserved; answers whether it was not.</summary>
    public bool Add(ulong fingerprint, ulong number)
    {
        var slot = SlotOf(fingerprint);
        if (fingerprints[slot] == fingerprint)
            return false;
        fingerprints[slot] = fingerprint;
        numbers[slot] = number;
        Count++;
        return true;
    }

    /// <summary>Writes fingerprint and number of each, in turn, to the front of this span.</summary>
    public void CopyTo(Span<ulong> pairs)
    {
        var place = 0;
        for (var slot = 0L; slot < Capacity; slot++)
        {
            if (fingerprints[slot] == 0) continue;
            pairs[place++] = fingerprints[slot];
            pairs[place++] = numbers[slot];
        }
    }

    /// <summary>Bytes that <see cref="Reserve"/> would take on top of those in use, the copy included.</summary>
    public long BytesToReserve(long more) =>
        CapacityFor(more) is var capacity && capacity > Capacity ? 2L * sizeof(ulong) * capacity : 0;

    /// <summary>Makes room for so many more.</summary>
    public void Reserve(long more)
    {
        var capacity = CapacityFor(more);
        if (capacity <= Capacity)
            return;

        var (oldFingerprints, oldNumbers, oldCapacity) = ((nint)fingerprints, (nint)numbers, Capacity);
        Allocate(capacity);
        for (var slot = 0L; slot < oldCapacity; slot++)
        {
            if (((ulong*)oldFingerprints)[slot] is not 0 and var fingerprint)
            {
                var place = SlotOf(fingerprint);
                fingerprints[place] = fingerprint;
                numbers[place] = ((ulong*)oldNumbers)[slot];
            }
        }
        NativeMemory.Free((void*)oldFingerprints);
        NativeMemory.Free((void*)oldNumbers);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private long CapacityFor(long more)
    {
        var wanted = (long)((Count + more) / HighestLoad) + 1;
        return wanted <= Capacity ? Capacity : (long)BitOperations.RoundUpToPowerOf2((ulong)wanted);
    }

    private ulong SlotOf(ulong fingerprint)
    {
        var slot = fingerprint & mask;
        while (fingerprints[slot] is var found && found != 0 && found != fingerprint)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Allocate(long capacity)
    {
        fingerprints = (ulong*)NativeMemory.AllocZeroed((nuint)capacity, sizeof(ulong));
        numbers = (ulong*)NativeMemory.AllocZeroed((nuint)capacity, sizeof(ulong));
        mask = (ulong)capacity - 1;
    }

    private void Free()
    {
        NativeMemory.Free(fingerprints);
        NativeMemory.Free(numbers);
        fingerprints = numbers = null;
    }
}
