using System.Net;
using Microsoft.FSharp.Core;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Quic;

namespace PeerFunctional.Runtime.Systems.Libp2p;

/// <summary>What a libp2p host is set up with.</summary>
public sealed record Libp2pOptions
{
    /// <summary>Its key.</summary>
    public required Identity Identity { get; init; }

    /// <summary>Where the socket is bound; port 0 lets the system choose.</summary>
    public IPEndPoint Bind { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Whether others may dial it.</summary>
    public bool Listens { get; init; }

    /// <summary>What it calls itself.</summary>
    public string Agent { get; init; } = HostSettingsModule.DefaultAgent;

    /// <summary>The name of the request protocol.</summary>
    public ProtocolName Protocol { get; init; } = ProtocolNameModule.foo;

    /// <summary>Which partners it keeps.</summary>
    public Compatibility Compatibility { get; init; } = Compatibility.SharedProtocol;

    /// <summary>Connections at a time.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>How many of them callers of one IP address may hold; null for as many as there may be.</summary>
    public int? MaxConnectionsPerAddress { get; init; }

    /// <summary>Whom it dials as it starts.</summary>
    public IReadOnlyList<DialTarget> Dials { get; init; } = [];

    /// <summary>Requests to those that it has dialed.</summary>
    public FSharpValueOption<Greeting> Greeting { get; init; }

    /// <summary>The ciphers that a handshake may choose, the preferred first.</summary>
    public IReadOnlyList<QuicCipher> Ciphers { get; init; } = QuicOptions.AllCiphers;

    /// <summary>Gets each TLS secret as a line of a key log; null keeps them secret.</summary>
    public Action<string>? KeyLog { get; init; }
}
