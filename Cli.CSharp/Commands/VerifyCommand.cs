using System.Globalization;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Search;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer verify</c>: holds a certificate against the machine.</summary>
internal static class VerifyCommand
{
    /// <summary>Entries between two looks at how far it is.</summary>
    private const int EntriesBetweenLooks = 1024;

    public static Task<int> Run(string path, Screen screen, CancellationToken cancellation)
    {
        if (FileKind.NotAFile(path) is { } absent) return Task.FromResult(screen.Fail($"{absent}; name a certificate"));
        var opened = CertificateFile.Open(path);
        if (opened is { IsError: true, ErrorValue: { Problem: "no-certificate" } problem })
            return Task.FromResult(Refuse(path, new(problem.Problem, FileKind.Words(path)), screen));
        if (opened.IsError) return Task.FromResult(Refuse(path, opened.ErrorValue, screen));
        var header = opened.ResultValue.Header;
        var found = PeerFunctional.Systems.find(header.System, header.Policy, header.World);
        return Task.FromResult(found.IsError
            ? Refuse(path, found.ErrorValue, screen)
            : found.ResultValue.Accept(new Verifying(path, opened.ResultValue, screen, cancellation)));
    }

    private static int Refuse(string path, Malformation problem, Screen screen)
    {
        screen.Object(new { File = path, Verified = false, problem.Problem, problem.Detail });
        return screen.Fail($"{path}: {problem.Problem}: {problem.Detail}");
    }

    private sealed class Verifying(string path, CertificateFile file, Screen screen, CancellationToken cancellation) : IScenarioVisitor<int>
    {
        public int Visit<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>(
            Scenario<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore> subject)
        {
            var header = file.Header;
            var machine = Certifying<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>.Machine;
            if (header.Machine != machine)
                screen.Warn($"{path}: the certificate was written for another build of the machine ({header.Machine}); this one is held against it ({machine})");
            var result = Validator.check(subject, header, Watched(file.Entries(cancellation)));
            screen.Status("");
            if (result.IsError) return Refuse(path, result.ErrorValue, screen);

            screen.Answer(string.Create(CultureInfo.InvariantCulture,
                $"{path}: verified: {Claimed(header)} of world {header.World} of {header.System}{Policy(header)}; {result.ResultValue:N0} steps were taken again"));
            screen.Paragraph($"  assumed: {string.Join("; ", AssumptionsModule.words(header.Assumptions))}");
            var leftOut = Validator.leftOut(subject, header.Claim);
            foreach (var sentence in leftOut) screen.Answer($"the certificate says nothing of: {sentence}");
            screen.Object(new
            {
                File = path,
                Verified = true,
                header.System,
                header.World,
                Policy = header.Policy is { IsSome: true, Value: var policies } ? PeerPoliciesModule.name(policies) : null,
                Claim = Claimed(header),
                Assumptions = new AssumptionFields(header.Assumptions),
                LeftOut = leftOut.ToArray(),
                header.States,
                Steps = result.ResultValue,
            });
            return ExitCode.Done;
        }

        private IEnumerable<CertificateEntry> Watched(IEnumerable<CertificateEntry> entries)
        {
            var read = 0;
            foreach (var entry in entries)
            {
                if (++read % EntriesBetweenLooks == 0) screen.Status(string.Create(CultureInfo.InvariantCulture, $"{read:N0} of {file.Header.States:N0} states"));
                yield return entry;
            }
        }
    }

    private static string Policy(CertificateHeader header) =>
        header.Policy is { IsSome: true, Value: var policies } ? $" ({PeerPoliciesModule.name(policies)})" : "";

    private static string Claimed(CertificateHeader header) => header.Claim switch
    {
        Claim.Violation { sentence: var sentence, loop: var loop } =>
            string.Create(CultureInfo.InvariantCulture, $"a run of {header.States:N0} states {(loop.IsSome ? "that can repeat its end for ever " : "")}violates '{sentence}'"),
        Claim.AllStates all => string.Create(CultureInfo.InvariantCulture,
            $"{Counted(all.holds.Length + all.witnessed.Length)}{(all.neverWitnessed.IsEmpty ? "" : $", and {all.neverWitnessed.Length} shown by no state,")} in all {header.States:N0} states"),
        _ => throw new InvalidOperationException($"no words for {header.Claim}"),
    };

    private static string Counted(int properties) => properties == 1 ? "1 property holds" : $"{properties} properties hold";
}
