using PeerFunctional.Link;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Systems.Link;

namespace PeerFunctional.Benchmarks;

using Link = PeerFunctional.Runtime.Systems.Link.Link;

/// <summary>Links on loopback, each between two peers of its own, with items that are drawn.</summary>
internal static class LinkTraffic
{
    /// <summary>Records so many links, one after the other; the listener's side is recorded.</summary>
    public static async Task RecordAsync(Recorder recorder, int links, int items, int bytes, CancellationToken cancellation)
    {
        var random = new Random(links);
        var item = new byte[bytes];
        for (var link = 0; link < links; link++)
        {
            var made = new TaskCompletionSource<Link>();
            await using var listener = LinkPeer.Listen(new() { Linked = made.SetResult, Recorder = recorder });
            await using var caller = LinkPeer.Listen(new());
            await using var sending = await caller.ConnectAsync(listener.Address, new(DataType.Bytes, isStrict: true, isStream: false), cancellation);
            await using var reading = (await made.Task.WaitAsync(cancellation)).GetAsyncEnumerator(cancellation);
            for (var number = 0; number < items; number++)
            {
                random.NextBytes(item);
                await Task.WhenAll(sending.SendAsync(item, cancellation).AsTask(), reading.MoveNextAsync().AsTask());
                reading.Current.Dispose();
            }
        }
    }
}
