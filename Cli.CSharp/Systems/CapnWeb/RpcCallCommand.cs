using PeerFunctional.CapnWeb;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary><c>peer rpc call</c>: calls as they are written, all in one round trip.</summary>
internal static class RpcCallCommand
{
    public static async Task<int> Run(RpcCallOptions options, Screen screen, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await using var writing = new RpcWriting(options.Files, screen);
            await using var session = await RpcSession.ConnectAsync(options.Target, options: writing.Options, cancellation: either.Token);
            foreach (var (text, call) in options.Calls.Select(call => (call.Item1, call.Item2))) TellBareNames(text, call, screen);
            var results = options.Calls
                .Select(call => (Text: call.Item1, Result: new RpcCall(session.Main).Ask(call.Item2, either.Token)))
                .ToList();
            var failed = 0;
            foreach (var (text, result) in results) failed += await ToldAsync(text, result, screen) ? 0 : 1;
            return failed == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return screen.Fail($"rpc call: no answer in {options.Timeout.TotalSeconds:0.###} s; allow more with --timeout");
        }
    }

    /// <summary>A text without its quotation marks is a mistake that the peer cannot see.</summary>
    private static void TellBareNames(string text, CallText call, Screen screen)
    {
        foreach (var name in CallTextModule.bareNames(call))
            screen.Warn($"{text}: {name} is read as the property '{name}' of the main object; a text stands in double quotes: \"{name}\"");
    }

    private static async Task<bool> ToldAsync(string text, Task<Value<Reference>> result, Screen screen)
    {
        try
        {
            screen.Shown(ResultText.line(await result));
            return true;
        }
        catch (RpcException problem)
        {
            _ = screen.Fail($"rpc call: {text}: {problem.Name}: {problem.Message}");
            return false;
        }
    }
}
