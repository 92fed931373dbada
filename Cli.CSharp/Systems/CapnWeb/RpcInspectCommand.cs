using Microsoft.FSharp.Core;
using PeerFunctional.CapnWeb;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary><c>peer rpc inspect</c>: messages in words.</summary>
internal static class RpcInspectCommand
{
    /// <summary>How long a peer may take for its answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What a line that cannot be read is told by.</summary>
    private const string NoMessage = "no message: ";

    /// <summary>Lines that cannot be read before a file is no recording.</summary>
    private const int MostBefore = 10_000;

    private const long MaxFile = 256L * 1024 * 1024;

    public static Task<int> Run(RpcSubject subject, Screen screen, CancellationToken cancellation) => subject switch
    {
        RpcSubject.File { Item: var path } => ExplainAsync(path, screen, cancellation),
        RpcSubject.Peer { Item: var address } => AskAsync(address, screen, cancellation),
        _ => throw new InvalidOperationException($"{subject} cannot be inspected"),
    };

    private static async Task<int> ExplainAsync(string path, Screen screen, CancellationToken cancellation)
    {
        var inspection = InspectionModule.start;
        using var file = Open(path);
        if (file.Length > MaxFile) return screen.Fail($"rpc inspect: '{path}' has {file.Length:N0} bytes; a recording has at most {MaxFile:N0}");
        using var lines = new StreamReader(file);
        // What is said before the first message may be all that there is: then the file is no recording.
        var before = new List<string>();
        var (number, hasMessage) = (0, false);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            var (words, next) = InspectionModule.line(line, inspection);
            inspection = next;
            number++;
            if (!words.IsSome) continue;
            var isMessage = !words.Value.Contains(NoMessage, StringComparison.Ordinal);
            var told = isMessage ? words.Value : $"line {number}: {words.Value}";
            if (hasMessage)
            {
                Tell(told, screen);
                continue;
            }

            before.Add(told);
            hasMessage = isMessage;
            if (hasMessage) before.ForEach(one => Tell(one, screen));
            else if (before.Count > MostBefore) break;
        }

        if (hasMessage) return ExitCode.Done;
        screen.Fail($"rpc inspect: {path} holds no message; a recording has a JSON message a line, such as [\"pull\",1]");
        return ExitCode.Unknown;
    }

    private static void Tell(string words, Screen screen)
    {
        if (screen.Json) screen.Object(new { Words = words });
        else screen.Shown(words);
    }

    private static FileStream Open(string path) =>
        Path.Exists(path)
            ? RegularFile.Read(path)
            : throw new IOException($"rpc inspect: cannot read '{path}': no such file; name a recording, or the URL of a peer");

    /// <summary>Asks for the main object, and shows every message that this takes.</summary>
    private static async Task<int> AskAsync(Uri address, Screen screen, CancellationToken cancellation)
    {
        var inspection = InspectionModule.start;
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        await using var session = await RpcSession.ConnectAsync(address, options: new()
        {
            OnMessage = (isSent, message) =>
            {
                var from = FSharpValueOption<string>.NewValueSome(isSent ? "here" : "there");
                (var words, inspection) = InspectionModule.message(from, message, inspection);
                Tell(words, screen);
            },
        }, cancellation: either.Token);
        using var main = session.Main.Dup();
        try
        {
            await main.Get("name").AsTask<Value<Reference>>(either.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return screen.Fail($"rpc inspect: no answer from {address} in {Patience.TotalSeconds} s");
        }
    }
}
