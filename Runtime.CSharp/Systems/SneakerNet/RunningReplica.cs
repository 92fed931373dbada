using System.Net.Sockets;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Systems.SneakerNet;

/// <summary>A replica that another program runs on a directory, and that writes for this one.</summary>
public static class RunningReplica
{
    /// <summary>How long the replica may take to write.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether a replica runs on a directory and takes what others write.</summary>
    public static bool Runs(string directory)
    {
        using var folder = RegularFile.OpenDirectory(directory);
        using var socket = NewSocket();
        try
        {
            socket.Connect(WriteSocket.AddressIn(folder));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Has contents written as the next events of the own feed.</summary>
    /// <returns>The events, which are durable and which the replica announces to its partners.</returns>
    /// <exception cref="StoreException">The replica refuses, or does not answer.</exception>
    public static async Task<IReadOnlyList<Event>> WriteAsync(
        string directory, IReadOnlyList<ReadOnlyMemory<byte>> contents, bool large, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Patience);
        try
        {
            using var folder = RegularFile.OpenDirectory(directory);
            using var socket = NewSocket();
            await socket.ConnectAsync(WriteSocket.AddressIn(folder), late.Token);
            await using var stream = new NetworkStream(socket);
            await WriteFrames.SendRequestAsync(stream, contents, large, late.Token);
            return await WriteFrames.ReceiveAnswerAsync(stream, late.Token)
                ?? throw Silent(directory, "ended before it answered");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw Silent(directory, "ended before it answered");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Silent(directory, $"gave no answer in {Patience.TotalSeconds:0} s");
        }
    }

    private static StoreException Silent(string directory, string what) =>
        new("replica-silent", $"the replica that runs on {directory} {what}; see with 'peer feed read {directory}' whether it wrote");

    private static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
