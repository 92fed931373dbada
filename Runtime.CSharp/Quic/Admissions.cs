using System.Net;

namespace PeerFunctional.Runtime.Quic;

/// <summary>How many connections peers hold to an endpoint. Any number of threads may call.</summary>
internal sealed class Admissions(QuicOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, int> perAddress = [];
    private int all;
    private int handshakes;

    /// <summary>Whether another handshake may begin.</summary>
    public bool HasRoomForHandshake => Volatile.Read(ref handshakes) < options.MaxHandshakes;

    /// <summary>Whether so many handshakes are open that a peer has to prove its address first.</summary>
    public bool AsksForProof => Volatile.Read(ref handshakes) >= options.RetryAbove;

    /// <summary>Counts a connection whose handshake begins; answers why not where there are too many.</summary>
    public string? Enter(IPAddress address)
    {
        lock (gate)
        {
            var fromThere = perAddress.GetValueOrDefault(address);
            if (all >= options.MaxConnections) return "the listener is full";
            if (fromThere >= options.MaxConnectionsPerAddress) return $"the listener takes at most {fromThere} {(fromThere == 1 ? "connection" : "connections")} from one address";
            perAddress[address] = fromThere + 1;
            all++;
            handshakes++;
            return null;
        }
    }

    /// <summary>A handshake is complete.</summary>
    public void Established()
    {
        lock (gate) handshakes--;
    }

    /// <summary>A connection is over.</summary>
    public void Leave(IPAddress address, bool wasEstablished)
    {
        lock (gate)
        {
            all--;
            if (!wasEstablished) handshakes--;
            if (perAddress[address] == 1) perAddress.Remove(address);
            else perAddress[address]--;
        }
    }
}
