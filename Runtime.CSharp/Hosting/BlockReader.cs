using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>
/// Collects a block of a message in one piece of memory, into which a connection reads directly. The memory grows with the bytes that
/// came: it has at most eight times as many.
/// </summary>
internal sealed class BlockReader<TMessage>
{
    private const int Growth = 8;

    private readonly MessageBlock<TMessage> block;
    private readonly int begun;
    private PooledBytes? storage;
    private ReadOnlyMemory<byte> bytes;

    /// <param name="block">The block, of which its decoder has some bytes.</param>
    public BlockReader(MessageBlock<TMessage> block)
    {
        this.block = block;
        bytes = block.Held.Invoke(null!);
        begun = bytes.Length;
    }

    /// <summary>Bytes of memory that the block takes.</summary>
    public int Capacity => storage?.Memory.Length ?? bytes.Length;

    /// <summary>Whether all bytes of the block are here.</summary>
    public bool IsWhole => bytes.Length == block.Size;

    /// <summary>The bytes that came after those that the decoder has.</summary>
    public ReadOnlyMemory<byte> Added => bytes[begun..];

    /// <summary>Where the next bytes go; empty once the block is whole.</summary>
    public Memory<byte> Space()
    {
        if (!IsWhole && (storage is null || storage.Memory.Length == bytes.Length)) Grow();
        return storage is null ? default : storage.Memory[bytes.Length..];
    }

    /// <summary>So many bytes came into the space.</summary>
    public void Filled(int count) => bytes = storage!.Memory[..(bytes.Length + count)];

    /// <summary>Hands a whole block to the decoder.</summary>
    public ValueTuple<FSharpList<FSharpResult<TMessage, Malformation>>, StreamDecoder<TMessage>> Complete() => block.Complete.Invoke(bytes);

    /// <summary>An eighth of the block, or an eighth of that, and so on: so the last steps copy little.</summary>
    private int NextCapacity()
    {
        var capacity = block.Size;
        while (capacity / Growth > bytes.Length) capacity /= Growth;
        return capacity;
    }

    private void Grow()
    {
        var grown = new PooledBytes(NextCapacity());
        bytes.CopyTo(grown.Memory);
        if (storage is not null) PooledBytes.Return(bytes);
        (storage, bytes) = (grown, grown.Memory[..bytes.Length]);
    }
}
