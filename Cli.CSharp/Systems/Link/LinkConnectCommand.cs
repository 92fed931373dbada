using System.Text;
using System.Text.Json;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Link;

namespace PeerFunctional.Cli.Systems.Link;

/// <summary><c>peer link connect</c></summary>
internal static class LinkConnectCommand
{
    public static async Task<int> Run(LinkConnectOptions options, Screen screen, CancellationToken cancellation)
    {
        var target = (await HostName.ToCallAsync(options.Target, from: null, cancellation)).ToEndpoint();
        using var recorder = options.Record?.Value is { } file ? new Recorder(file, TimeProvider.System, screen.Warn) : null;
        var story = new LinkStory(screen);
        await using var peer = LinkPeer.Listen(new()
        {
            Bind = await HostName.ToListenAsync(options.Listen, cancellation),
            Linked = link => _ = story.PrintAsync(link, null, cancellation),
            Told = story.Tell,
            Timeout = options.Timeout,
            Recorder = recorder,
            Journal = options.Journal?.Value,
            Warn = screen.Warn,
        });

        Runtime.Systems.Link.Link link;
        try
        {
            link = await peer.ConnectAsync(target, options.Terms, cancellation);
        }
        catch (IOException e)
        {
            return screen.Fail($"link connect: {e.Message}");
        }

        if (!link.IsOurs) screen.Detail($"{link.Partner} does not run this program: it may lose the end of an item of more than {Limits.SafeItem} bytes");
        var sending = SendLinesAsync(link, screen, cancellation);
        await Task.WhenAny(sending, link.Ended);
        if (!sending.IsCompleted && !cancellation.IsCancellationRequested)
            return screen.Fail($"link connect: the link ended: {await link.Ended}");
        await sending;
        await link.FlushAsync(cancellation);
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
    }

    private static async Task SendLinesAsync(Runtime.Systems.Link.Link link, Screen screen, CancellationToken cancellation)
    {
        // The console's own reader does not end by a signal.
        await foreach (var line in LinesAsync(cancellation))
        {
            try
            {
                await SendAsync(link, line, cancellation);
            }
            catch (IOException e)
            {
                screen.Warn(e.Message);
            }
        }
    }

    private static ValueTask SendAsync(Runtime.Systems.Link.Link link, string line, CancellationToken cancellation) =>
        link.Terms.DataType.IsBytes
            ? link.SendAsync(Encoding.UTF8.GetBytes(line), cancellation)
            : link.SendAsync(ValueOf(line), cancellation);

    /// <summary>A line is a JSON value, or else a text.</summary>
    private static JsonElement ValueOf(string line)
    {
        var value = PythonJson.parse(line);
        return value.IsOk ? value.ResultValue : JsonSerializer.SerializeToElement(line);
    }

    private static async IAsyncEnumerable<string> LinesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await Task.Run(input.ReadLine, cancellation).WaitAsync(cancellation) is { } line) yield return line;
    }
}
