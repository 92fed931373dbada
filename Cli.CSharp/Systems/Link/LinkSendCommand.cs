using System.Diagnostics;
using System.Text;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Systems.Link;

namespace PeerFunctional.Cli.Systems.Link;

/// <summary><c>peer link send</c></summary>
internal static class LinkSendCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static async Task<int> Run(LinkSendOptions options, Screen screen, CancellationToken cancellation)
    {
        var bytes = await ReadAsync(options, cancellation);
        var target = (await HostName.ToCallAsync(options.Target, from: null, cancellation)).ToEndpoint();
        await using var peer = LinkPeer.Listen(new() { Timeout = options.Timeout, MaxSize = options.MaxSize, Told = new LinkStory(screen).Tell });
        try
        {
            var link = await peer.ConnectAsync(target, new(options.DataType, true, false), cancellation);
            if (!link.IsOurs && bytes.Length > Limits.SafeItem)
                screen.Warn($"{link.Partner} does not run this program: it may lose the end of an item of more than {Limits.SafeItem} bytes");
            return await SendAsync(link, bytes, options, screen, cancellation);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            return screen.Fail($"link send: {e.Message}");
        }
    }

    private static async Task<int> SendAsync(
        Runtime.Systems.Link.Link link, ReadOnlyMemory<byte> bytes, LinkSendOptions options, Screen screen, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var item = ItemOf(bytes, options);
        await link.SendAsync(item, cancellation);
        var flushing = link.FlushAsync(cancellation);
        while (await Task.WhenAny(flushing, Task.Delay(Look, cancellation)) != flushing)
            screen.Status($"{item.Length - link.Unwritten:N0} of {item.Length:N0} bytes");
        await flushing;
        screen.Status("");
        if (link.Ended.IsCompleted) return screen.Fail($"link send: the link ended before the whole item was sent: {await link.Ended}");

        var seconds = watch.Elapsed.TotalSeconds;
        await link.DisposeAsync();
        screen.Object(new { Sent = item.Length, Seconds = seconds, BytesPerSecond = item.Length / seconds });
        screen.Answer($"** sent {item.Length:N0} bytes in {seconds:0.00} s: {Rate(item.Length / seconds)}");
        return ExitCode.Done;
    }

    private static string Rate(double bytesPerSecond) => bytesPerSecond switch
    {
        >= 1_000_000 => $"{bytesPerSecond / 1_000_000:0.0} MB/s",
        >= 1_000 => $"{bytesPerSecond / 1_000:0.0} kB/s",
        _ => $"{bytesPerSecond:0} bytes/s",
    };

    private static ReadOnlyMemory<byte> ItemOf(ReadOnlyMemory<byte> bytes, LinkSendOptions options)
    {
        if (options.DataType.IsBytes) return bytes;
        var value = PythonJson.parse(Encoding.UTF8.GetString(bytes.Span));
        if (value.IsError) throw new ArgumentException($"{options.File}: {value.ErrorValue.Detail}");
        var item = ItemValue.write(options.DataType, value.ResultValue);
        return item.IsOk ? item.ResultValue.Bytes : throw new ArgumentException($"{options.File}: {item.ErrorValue.Detail}");
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(LinkSendOptions options, CancellationToken cancellation)
    {
        if (options.File != "-")
        {
            return RegularFile.ReadAll(options.File, options.MaxSize)
                ?? throw new IOException($"link send: {options.File} is not a file of at most {options.MaxSize:N0} bytes; use --max-size");
        }

        using var input = Console.OpenStandardInput();
        using var read = new MemoryStream();
        var buffer = new byte[65_536];
        while (await input.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            if (read.Length + count > options.MaxSize)
                throw new IOException($"link send: standard input has more than {options.MaxSize:N0} bytes; use --max-size");
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
