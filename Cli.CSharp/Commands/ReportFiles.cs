using Microsoft.FSharp.Collections;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>What was found, as the files that build servers and code scanners read.</summary>
internal static class ReportFiles
{
    public static void Write(ReportOptions options, FSharpList<WorldReport> worlds)
    {
        if (options.JUnit?.Value is { } junit) WholeFile.WriteText(junit, JUnitReport.print(worlds));
        if (options.Sarif?.Value is { } sarif) WholeFile.WriteText(sarif, SarifReport.print(AboutCommand.Number, worlds));
    }
}
