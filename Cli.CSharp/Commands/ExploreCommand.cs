using System.Text;
using PeerFunctional.Cli.Explorer;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer explore</c>: a page on loopback that drives a world.</summary>
internal static class ExploreCommand
{
    public static async Task<int> Run(ExploreOptions options, Screen screen, CancellationToken cancellation)
    {
        Beginning beginning;
        try
        {
            beginning = BeginningOf(options);
        }
        catch (RpcException problem)
        {
            return screen.Fail($"explore: {problem.Message.TrimEnd('.')}");
        }

        var isFirst = true;
        await using var server = await ExplorerServer.StartAsync(options.Port, beginning, Tell, cancellation);
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Interrupted;

        void Tell(Uri address)
        {
            screen.Object(new { Notice = "serving", Address = address });
            if (screen.Json) return;
            screen.Answer(isFirst ? $"Open in a browser: {address}" : $"For another browser: {address}");
            if (isFirst) screen.Story("Ctrl-C ends the program.");
            isFirst = false;
        }
    }

    private static Beginning BeginningOf(ExploreOptions options)
    {
        var subject = options.Subject?.Value;
        if (subject is null || PeerFunctional.Systems.names.Contains(subject))
        {
            var policy = options.Policy is { Value: var policies } ? PeerPoliciesModule.name(policies) : null;
            return new(new StartView(subject, options.World?.Value, policy).ToStart());
        }

        if (File.Exists(subject)) return TraceOf(subject);
        return subject.Contains('/', StringComparison.Ordinal) && ExplorerLink.Fragment(subject) is var link && link.StartsWith("1/", StringComparison.Ordinal)
            ? new(Link: ExplorerLink.Parse(link))
            : throw new RpcException(
                $"'{subject}' is not a system, a trace's file or a link: {Suggestion.among(PeerFunctional.Systems.names, subject)}");
    }

    private static Beginning TraceOf(string path) =>
        RegularFile.ReadAll(path, TraceFile.MaxLength) is { } text
            ? new(Trace: ExplorerLink.Value(TraceFile.parse(Encoding.UTF8.GetString(text))))
            : throw new RpcException($"{path}: a trace has at most {TraceFile.MaxLength} bytes");
}
