using PeerFunctional.Tracker;

namespace PeerFunctional.Cli;

/// <summary>How programs of the ring speak, from the options.</summary>
internal static class Speaking
{
    public static Speech Of(RingSpeech options) =>
        new(options.Dialect, options.Protocol, ReadingStyleModule.ofPolicy(options.Policy));
}
