using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>What a page shows first: a world with all peers started, or else the position of a link, the way of a trace, or a capture.</summary>
internal sealed record Beginning(ExplorationStart? Start = null, Schedule? Link = null, Trace<string>? Trace = null, OpenCapture? Capture = null);
