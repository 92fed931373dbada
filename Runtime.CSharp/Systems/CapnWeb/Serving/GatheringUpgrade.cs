using Microsoft.AspNetCore.Http.Features;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Upgrades a connection to one that gathers what is written.</summary>
internal sealed class GatheringUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    /// <summary>The upgraded connection; null before.</summary>
    public GatheringStream? Stream { get; private set; }

    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => Stream = new(await inner.UpgradeAsync().ConfigureAwait(false));
}
