namespace PeerFunctional.Benchmarks;

/// <summary>Bytes on the streams of one QUIC connection, between two processes of ours and between two of js-libp2p, beside a plain UDP copy.</summary>
/// <param name="Count">Streams at a time, with equal parts of the bytes.</param>
/// <param name="Bytes">On all of them.</param>
/// <param name="Megabytes">A second, from the first one sent to the receiver's last answer; the median of several runs.</param>
/// <param name="JsMegabytes">The same with js-libp2p.</param>
/// <param name="PlainMegabytes">The same for the plain copy.</param>
/// <param name="Processor">Milliseconds of processor time of both processes for each megabyte with ours; the median too.</param>
/// <param name="JsProcessor">The same with js-libp2p.</param>
internal sealed record Streams(
    int Count, long Bytes, double Megabytes, double JsMegabytes, double PlainMegabytes, double Processor, double JsProcessor)
{
    private const int Runs = 5;

    public double Ratio => Megabytes / JsMegabytes;

    public double ProcessorRatio => JsProcessor / Processor;

    public double RatioToPlain => Megabytes / PlainMegabytes;

    public static async Task<Streams> MeasureAsync(
        HostServer ours, HostServer js, string folder, int count, long bytes, CancellationToken cancellation)
    {
        var (mine, theirs, plain) = (new List<Effort>(), new List<Effort>(), new List<double>());
        var megabytes = bytes / 1_000_000.0;
        for (var run = 0; run < Runs; run++)
        {
            mine.Add(await OursAsync(ours, count, bytes, cancellation));
            theirs.Add(await js.MeasureJsAsync(folder, "bytes", bytes, count, cancellation));
            plain.Add(megabytes / await PlainDatagrams.CopyAsync(bytes));
        }

        return new(count, bytes, Rate(mine), Rate(theirs), Median(plain), Milliseconds(mine), Milliseconds(theirs));

        double Rate(IEnumerable<Effort> runs) => Median(runs.Select(run => megabytes / run.Seconds));

        double Milliseconds(IEnumerable<Effort> runs) => Median(runs.Select(run => run.Processor * 1_000 / megabytes));
    }

    private static async Task<Effort> OursAsync(HostServer server, int count, long bytes, CancellationToken cancellation)
    {
        await using var endpoint = StreamSink.Open(listens: false);
        await using var connection = await endpoint.DialAsync(server.Sink, cancellation: cancellation);
        await PourAsync(bytes / HostServer.WarmUp);
        return await Effort.OfAsync(server, () => PourAsync(bytes));

        Task PourAsync(long all) =>
            Task.WhenAll(Enumerable.Range(0, count).Select(_ => StreamSink.PourAsync(connection, all / count, cancellation)));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);
}
