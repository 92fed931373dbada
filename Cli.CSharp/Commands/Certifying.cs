using System.Globalization;
using PeerFunctional.Runtime.Search;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>Writes what a search found of a world as certificates: one of all states, and one of each counterexample.</summary>
internal sealed class Certifying<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>(
    Scenario<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore> subject, Assumptions assumptions, NumberedFile files, Screen screen)
{
    /// <summary>The build of the machine: the assemblies of its types, each with the identifier of its content.</summary>
    public static string Machine { get; } = string.Join(", ",
        new[] { typeof(TState), typeof(TMessage), typeof(TNotice), typeof(TStore), typeof(CertificateHeader) }
            .Select(type => type.Module)
            .Where(module => module.Name.StartsWith("PeerFunctional.", StringComparison.Ordinal))
            .Distinct()
            .Select(module => $"{Path.GetFileNameWithoutExtension(module.Name)} {module.ModuleVersionId:N}")
            .Prepend($"peer {AboutCommand.Number}"));

    public void Write(FinishedSearch<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> search)
    {
        var report = search.Report;
        if (report.Extent.IsExhaustive && report.Counts.Unique <= int.MaxValue)
            Write(ClaimModule.ofReport(report), (int)report.Counts.Unique, CertificateWriter.entries(subject.World, assumptions, search.States()));
        else if (report.Verdicts.Any(each => each.Item2.IsUnknown))
            screen.Story("** wrote no certificate of all states, because the search did not visit all");

        foreach (var (property, verdict) in report.Verdicts)
        {
            if (verdict is Verdict<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>>.Violated { Item: var path })
                Write(Claim.NewViolation(Property.sentence(property), path.Loop), path.Steps.Length + 1, CertificateWriter.ofPath(subject.World, assumptions, path));
        }
    }

    private void Write(Claim claim, int states, IEnumerable<CertificateEntry> entries)
    {
        var file = files.Next()!;
        CertificateFile.Write(file, new(subject.System, subject.Name, subject.Policy, Machine, assumptions, claim, states), entries);
        screen.Story(string.Create(CultureInfo.InvariantCulture, $"** wrote '{file}' ({(claim.IsViolation ? "a run" : "all states")}, {states:N0} entries)"));
        screen.Object(new { Certificate = file, Entries = states });
    }
}
