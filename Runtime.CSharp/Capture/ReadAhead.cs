using System.Collections.Concurrent;

namespace PeerFunctional.Runtime.Capture;

/// <summary>Reads a sequence on a thread of its own while another one works on what was read.</summary>
public static class ReadAhead
{
    private const int ItemsOfPiece = 256;
    private const int MostPieces = 8;

    /// <summary>The items in their order. What reading them throws is thrown behind those that were read before.</summary>
    /// <param name="items">Read on one thread, and no further than a few thousand items ahead.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static IEnumerable<T> Of<T>(IEnumerable<T> items, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var pieces = new BlockingCollection<T[]>(MostPieces);
        var reading = Task.Factory.StartNew(() => Read(items, pieces, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var piece in pieces.GetConsumingEnumerable(cancellation))
                foreach (var item in piece)
                    yield return item;
        }
        finally
        {
            stop.Cancel();
            reading.GetAwaiter().GetResult();
        }
    }

    private static void Read<T>(IEnumerable<T> items, BlockingCollection<T[]> pieces, CancellationToken stop)
    {
        var piece = new List<T>(ItemsOfPiece);
        try
        {
            foreach (var item in items)
            {
                piece.Add(item);
                if (piece.Count == ItemsOfPiece) Pass(piece, pieces, stop);
                if (stop.IsCancellationRequested) return;
            }
        }
        finally
        {
            Pass(piece, pieces, stop);
            pieces.CompleteAdding();
        }
    }

    /// <summary>Passes a piece on, unless what was read before is enough.</summary>
    private static void Pass<T>(List<T> piece, BlockingCollection<T[]> pieces, CancellationToken stop)
    {
        try
        {
            pieces.Add([.. piece], stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        piece.Clear();
    }
}
