using System.Net;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>The system's endpoints as machines name them.</summary>
public static class Endpoints
{
    /// <summary>The literal address and the port.</summary>
    public static Endpoint ToEndpoint(this IPEndPoint endpoint) => new(endpoint.Address.ToString(), endpoint.Port);
}
