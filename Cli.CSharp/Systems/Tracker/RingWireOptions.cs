using PeerFunctional.Tracker;

namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary>How programs of the ring speak, from the options.</summary>
internal static class RingWireOptions
{
    public static WireOptions Of(RingWireArguments options) =>
        new(options.Dialect, options.Protocol, ReadModeModule.ofPolicy(options.Policy));
}
