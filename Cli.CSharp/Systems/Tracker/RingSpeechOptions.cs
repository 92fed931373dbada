using PeerFunctional.Tracker;

namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary>How programs of the ring speak, from the options.</summary>
internal static class RingSpeechOptions
{
    public static WireOptions Of(RingSpeech options) =>
        new(options.Dialect, options.Protocol, ReadModeModule.ofPolicy(options.Policy));
}
