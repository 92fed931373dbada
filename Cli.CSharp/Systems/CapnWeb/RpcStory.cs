using System.Threading.Channels;

namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary>The lines of the seed's example.</summary>
internal sealed class RpcStory(string name, Screen screen)
{
    /// <summary>Messages that may wait for a screen that is not read; further ones are counted.</summary>
    private const int MostWaiting = 1_000;

    private readonly Channel<string> received = Channel.CreateBounded<string>(MostWaiting);
    private int withheld;

    private string Whose => name switch
    {
        RpcGreeter.Bob => "his",
        "Alice" => "her",
        _ => "its",
    };

    public void Starts(int port) => screen.Story($"🚀 Starting {name} on port {port}...");

    public void Runs(Uri address, string? partner)
    {
        screen.Story($"✅ {name} is running!");
        screen.Story($"   - {name} exports {Whose} capabilities at {new Uri(address, "/rpc/batch")}");
        screen.Story(partner is null
            ? $"   - by WebSocket at {new UriBuilder(new Uri(address, "/rpc")) { Scheme = "ws" }.Uri}"
            : $"   - {name} can receive calls from {partner}");
        screen.Story();
        if (!screen.Quiet) screen.Object(new { Notice = "serving", Name = name, Address = address.GetLeftPart(UriPartial.Authority) });
    }

    public void Connects(string partner, Uri other) =>
        screen.Story($"🔗 Connecting to {partner} at {other.GetLeftPart(UriPartial.Authority)}...");

    public void Calls(string partner, string call) => screen.Story($"📞 {name} calls {partner}.{call}...");

    public void Hears(string call, string answer, string words)
    {
        screen.Story($"   ← {words}");
        screen.Object(new { Notice = "answered", Call = call, Answer = answer });
    }

    public void Misses(string partner, Uri other, string problem)
    {
        if (screen.Quiet) screen.Warn($"could not connect to {partner}: {problem}");
        screen.Story($"❌ Could not connect to {partner}: {problem}");
        screen.Story($"   Make sure {partner} is running, such as by: peer rpc peer --name {partner} --port {other.Port} --other URL");
        screen.Object(new { Notice = "not-there", Partner = partner, Reason = problem });
    }

    public void Waits(string partner)
    {
        screen.Story();
        screen.Story($"⏳ {name} is waiting for calls from {partner}...");
    }

    /// <summary>A message came. No caller waits for the screen.</summary>
    public void Received(string message)
    {
        if (!received.Writer.TryWrite(message)) Interlocked.Increment(ref withheld);
    }

    /// <summary>Prints the messages as they come.</summary>
    public async Task PrintReceivedAsync(CancellationToken cancellation)
    {
        await Task.Yield();
        await foreach (var message in received.Reader.ReadAllAsync(cancellation))
        {
            screen.Story($"📨 {name} received: {message}");
            screen.Object(new { Notice = "received", Name = name, Message = message });
            if (Interlocked.Exchange(ref withheld, 0) is > 0 and var more) screen.Story($"... and {more:N0} more messages");
        }
    }
}
