using PeerFunctional.Verification;

namespace PeerFunctional.Cli;

/// <summary>What the program tells the shell.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The work failed, or what was checked is wrong.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>What was asked cannot be told.</summary>
    public const int Unknown = 3;

    /// <summary>
    /// Of the verdicts on a capture's participants: failed if one diverges, else unknown if one cannot be judged, else done.
    /// </summary>
    public static int Of(IEnumerable<Conformance> verdicts)
    {
        var all = verdicts.ToList();
        return all.Exists(verdict => verdict.IsDiverges) ? Failed : all.Exists(verdict => verdict.IsNotJudged) ? Unknown : Done;
    }

    /// <summary>Ended by Ctrl-C or a request to terminate.</summary>
    public const int Interrupted = 130;
}
