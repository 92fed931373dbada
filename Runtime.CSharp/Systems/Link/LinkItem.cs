using System.Text.Json;
using PeerFunctional.Kernel;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Systems.Link;

/// <summary>
/// An item that a partner sent. Disposing gives the memory of a long item back for the next ones, and its bytes are lost; an item that is
/// not disposed stays as it is.
/// </summary>
/// <param name="Type">How it is written.</param>
/// <param name="Bytes">As it came.</param>
public sealed record LinkItem(DataType Type, ReadOnlyMemory<byte> Bytes) : IDisposable
{
    /// <summary>Whether others read the bytes later, such as a journal: then the memory is not given back.</summary>
    internal bool IsShared { get; init; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (!IsShared) PooledBytes.Return(Bytes);
    }

    /// <summary>
    /// Its value as JSON: numbers with all their digits; NaN and the infinities as strings; bytes as an object with the member
    /// <c>base64</c>. Null where the bytes hold no plain value, and then <paramref name="problem"/> says why.
    /// </summary>
    public JsonElement? Value(out Malformation? problem)
    {
        var read = ItemValue.read(Type, new ByteString(Bytes));
        problem = read.IsError ? read.ErrorValue : null;
        return read.IsOk ? read.ResultValue : null;
    }
}
