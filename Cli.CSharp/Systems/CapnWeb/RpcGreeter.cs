using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary>What a peer of the seed's example lets others do. Bob has words of his own; everybody else has Alice's.</summary>
/// <param name="name">Who it is.</param>
/// <param name="received">Hears every message.</param>
[RpcTarget]
internal sealed class RpcGreeter(string name, Action<string> received)
{
    private int messages;

    public const string Bob = "Bob";

    public string Name => name;

    /// <summary>Whom a peer takes its partner for.</summary>
    public static string PartnerOf(string name) => name == Bob ? "Alice" : Bob;

    public string Greet() => name == Bob ? "Hey there! I'm Bob." : $"Hello! I'm {name}.";

    public string Chat(string message = "")
    {
        received(message);
        var number = Interlocked.Increment(ref messages);
        return name == Bob ? $"Bob says: Got your message #{number}!" : $"{name} says: Thanks for the message #{number}!";
    }

    [RpcName("get_stats")]
    public RpcFigures GetStats() => new(name, Volatile.Read(ref messages));
}

/// <summary>The figures of <c>get_stats</c>.</summary>
internal sealed record RpcFigures(string Name, [property: RpcName("messages_received")] int MessagesReceived);
