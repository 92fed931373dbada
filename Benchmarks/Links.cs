using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Systems.Link;

namespace PeerFunctional.Benchmarks;

using Link = Runtime.Systems.Link.Link;

/// <summary>Items on a link between two peers on loopback, beside a plain TCP copy of the same bytes in the same run.</summary>
/// <param name="Items">How many were sent one after the other.</param>
/// <param name="Bytes">Of each.</param>
/// <param name="Seconds">From the first one sent to the last one read; the median of several runs.</param>
/// <param name="PlainSeconds">The same for the plain copy.</param>
/// <param name="KeptSeconds">The same for a plain copy whose reader holds each item whole, as the reader of a link does.</param>
/// <param name="Processor">Seconds of processor time of both peers; the median too.</param>
/// <param name="PlainProcessor">The same for the plain copy.</param>
internal sealed record Links(
    int Items, int Bytes, double Seconds, double PlainSeconds, double KeptSeconds, double Processor, double PlainProcessor)
{
    private const int Runs = 5;
    private const int PlainRead = 65_536;

    public double PerSecond => Items / Seconds;

    public double Megabytes => (double)Items * Bytes / Seconds / 1_000_000;

    public double RatioToPlain => PlainSeconds / Seconds;

    public double RatioToKept => KeptSeconds / Seconds;

    public double ProcessorRatioToPlain => PlainProcessor / Processor;

    /// <summary>Processor time of both peers for each item.</summary>
    public double Microseconds => Processor * 1_000_000 / Items;

    /// <summary>The original program on the same items; null where it is not at hand.</summary>
    public Peerpy? Original { get; init; }

    /// <summary>How many times as long the original takes for all items; null where it delivered none.</summary>
    public double? TimesOriginal => Original is { Items: > 0 } ? Original.Seconds / Original.Items * Items / Seconds : null;

    public static async Task<Links> MeasureAsync(int items, int bytes, CancellationToken cancellation)
    {
        var made = new TaskCompletionSource<Link>();
        await using var listener = LinkPeer.Listen(new() { Linked = made.SetResult });
        await using var caller = LinkPeer.Listen(new());
        await using var sending = await caller.ConnectAsync(listener.Address, new(DataType.Bytes, isStrict: true, isStream: false), cancellation);
        await using var reading = (await made.Task.WaitAsync(cancellation)).GetAsyncEnumerator(cancellation);
        var item = new byte[bytes];
        Random.Shared.NextBytes(item);

        var (read, hold) = (new byte[PlainRead], new byte[Math.Max(PlainRead, bytes)]);
        var (ours, plain, kept) = (new List<Effort>(), new List<Effort>(), new List<Effort>());
        for (var run = 0; run <= Runs; run++)
        {
            ours.Add(await CopyAsync(SendAllAsync, ReadAllAsync));
            plain.Add(await PlainAsync(items, item, read, cancellation));
            kept.Add(await PlainAsync(items, item, hold, cancellation));
        }
        return new(
            items, bytes, Median(ours.Select(run => run.Seconds)), Median(plain.Select(run => run.Seconds)),
            Median(kept.Select(run => run.Seconds)), Median(ours.Select(run => run.Processor)), Median(plain.Select(run => run.Processor)));

        async Task SendAllAsync()
        {
            for (var number = 0; number < items; number++) await sending.SendAsync(item, cancellation);
        }

        async Task ReadAllAsync()
        {
            for (var number = 0; number < items; number++)
            {
                if (!await reading.MoveNextAsync()) throw new IOException("the link ended");
                reading.Current.Dispose();
            }
        }
    }

    /// <summary>The same bytes from one socket to another, whose reader fills this buffer over and over.</summary>
    private static async Task<Effort> PlainAsync(int items, byte[] item, byte[] buffer, CancellationToken cancellation)
    {
        using var listening = new TcpListener(IPAddress.Loopback, 0);
        listening.Start();
        using var sender = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await sender.ConnectAsync(listening.LocalEndpoint, cancellation);
        using var receiver = await listening.AcceptSocketAsync(cancellation);
        var copies = Math.Max(1, PlainRead / item.Length);
        var write = new byte[copies * item.Length];
        for (var copy = 0; copy < copies; copy++) item.CopyTo(write, copy * item.Length);
        var total = (long)items * item.Length;
        return await CopyAsync(SendAllAsync, ReadAllAsync);

        async Task SendAllAsync()
        {
            for (var sent = 0L; sent < total;)
                sent += await sender.SendAsync(write.AsMemory(0, (int)Math.Min(write.Length, total - sent)), SocketFlags.None, cancellation);
        }

        async Task ReadAllAsync()
        {
            for (var read = 0L; read < total;)
                read += await receiver.ReceiveAsync(buffer.AsMemory((int)(read % buffer.Length)), SocketFlags.None, cancellation);
        }
    }

    private static async Task<Effort> CopyAsync(Func<Task> send, Func<Task> read)
    {
        var (before, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Task.WhenAll(Task.Run(send), Task.Run(read));
        return new(Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    /// <summary>The first run compiles, and does not count.</summary>
    private static double Median(IEnumerable<double> values) => values.Skip(1).Order().ElementAt(Runs / 2);
}
