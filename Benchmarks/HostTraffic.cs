using System.Globalization;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Capture;

namespace PeerFunctional.Benchmarks;

/// <summary>Connections of libp2p on loopback, each request of which has a name of its own.</summary>
internal static class HostTraffic
{
    /// <summary>Records so many connections with their secrets, one after the other; the dialer's side is recorded.</summary>
    public static async Task RecordAsync(Recorder recorder, HostServer server, int connections, int requests, CancellationToken cancellation)
    {
        for (var connection = 0; connection < connections; connection++)
        {
            await using var dialer = await Dialer.OpenAsync(server.Address, cancellation, recorder);
            var peer = await dialer.ConnectAsync(cancellation);
            for (var request = 0; request < requests; request++)
            {
                dialer.Command(UserCommand.NewAsk(peer, string.Create(CultureInfo.InvariantCulture, $"caller {request} of connection {connection}")));
                await dialer.UntilAsync(notice => notice is Notice.ResponseReceived response ? response.Item2 : null, cancellation);
            }
        }
    }
}
