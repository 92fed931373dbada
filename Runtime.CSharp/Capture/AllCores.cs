using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Capture;

/// <summary>Does pieces of pure work on all cores.</summary>
public sealed class AllCores : ISideBySide
{
    /// <inheritdoc/>
    public TResult[] Map<TItem, TResult>(FSharpFunc<TItem, TResult> work, TItem[] items)
    {
        var results = new TResult[items.Length];
        Parallel.For(0, items.Length, index => results[index] = work.Invoke(items[index]));
        return results;
    }
}
