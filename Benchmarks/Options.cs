namespace PeerFunctional.Benchmarks;

/// <summary>What to measure and how to show it.</summary>
/// <param name="Only">The one part to measure; null measures every part.</param>
/// <param name="Quick">Fewer events, in under a minute.</param>
/// <param name="Json">One JSON object a line.</param>
/// <param name="Original">
/// The command of another program to measure beside ours; <c>{dir}</c> stands for its directory, <c>{host}</c> for the
/// partner's address, which is left out for the responder. It listens on UDP 4097.
/// </param>
/// <param name="Peerpy">The folder of peerpy's sources, to measure links of the original too.</param>
/// <param name="Captures">A folder where captures stay; those of an earlier run are taken as they are.</param>
internal sealed record Options(string? Only, bool Quick, bool Json, string? Original, string? Peerpy, string? Captures)
{
    public const string Usage = """
        bench [replication|ring|rounds|link|rpc|libp2p|capture] [--quick] [--json] [--original COMMAND] [--peerpy FOLDER] [--captures FOLDER]
          replication, ring, rounds, link, rpc, libp2p, capture
                              only this part (default: all)
          --quick             fewer events, in under a minute
          --json              one JSON object a line
          --original COMMAND  measure this program too, such as "python3 tool.py {dir} {host}"
          --peerpy FOLDER     measure links of peerpy too, whose sources are in this folder
          --captures FOLDER   keep the captures in this folder, and measure those that are there
        """;

    public bool Measures(string part) => Only is null || Only == part;

    /// <summary>The options, or null where an argument is none.</summary>
    public static Options? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new Options(null, false, false, null, null, null);
        while (arguments is not [])
        {
            switch (arguments)
            {
                case ["replication" or "ring" or "rounds" or "link" or "rpc" or "libp2p" or "capture", ..]:
                    options = options with { Only = arguments[0] };
                    break;
                case ["--quick", ..]:
                    options = options with { Quick = true };
                    break;
                case ["--json", ..]:
                    options = options with { Json = true };
                    break;
                case ["--original", var command, ..]:
                    options = options with { Original = command };
                    arguments = arguments[1..];
                    break;
                case ["--peerpy", var folder, ..]:
                    options = options with { Peerpy = folder };
                    arguments = arguments[1..];
                    break;
                case ["--captures", var folder, ..]:
                    options = options with { Captures = folder };
                    arguments = arguments[1..];
                    break;
                default:
                    return null;
            }
            arguments = arguments[1..];
        }
        return options;
    }
}
