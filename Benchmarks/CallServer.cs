using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Benchmarks;

/// <summary>A server of Cap'n Web in a process of its own, which prints its port and ends with its input.</summary>
internal sealed class CallServer : IDisposable
{
    /// <summary>The argument by which this program is a server itself.</summary>
    public const string Mode = "serve-calls";

    private readonly Process process;

    private CallServer(Process process, int port)
    {
        this.process = process;
        WebSocket = new($"ws://127.0.0.1:{port}/rpc");
        Batch = new($"http://127.0.0.1:{port}/rpc/batch");
    }

    public Uri WebSocket { get; }

    public Uri Batch { get; }

    /// <summary>Bytes in memory now.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static Task<CallServer> OursAsync() =>
        StartAsync("dotnet", AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "bench.dll"), Mode);

    /// <exception cref="IOException">The package is not installed.</exception>
    public static Task<CallServer> NpmAsync(string folder) =>
        Directory.Exists(Path.Combine(folder, "node_modules"))
            ? StartAsync("node", folder, "server.mjs")
            : throw new IOException($"the npm package is not installed: run 'npm ci' in {folder}");

    /// <summary>Serves until standard input ends.</summary>
    public static async Task<int> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var web = builder.Build();
        web.MapCapnWeb("/rpc", () => new Greeter());
        await web.StartAsync();
        Console.WriteLine(new Uri(web.Urls.First()).Port);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>How many bytes an open session takes, from so many of them.</summary>
    public async Task<long> MemoryOfSessionAsync(int sessions, CancellationToken cancellation)
    {
        var before = Memory;
        var open = new List<RpcSession>();
        try
        {
            for (var number = 0; number < sessions; number++)
            {
                var session = await RpcSession.ConnectAsync(WebSocket, cancellation: cancellation);
                open.Add(session);
                await session.Get<Calls.IGreeter>().Greet("Ann");
            }

            return (Memory - before) / sessions;
        }
        finally
        {
            foreach (var session in open) await session.DisposeAsync();
        }
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5))) process.Kill();
        process.Dispose();
    }

    private static async Task<CallServer> StartAsync(string program, string folder, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return int.TryParse(line, out var port) ? new(process, port) : throw new IOException($"{program} did not name its port: {line}");
    }

    [RpcTarget]
    private sealed class Greeter
    {
        public string Greet(string name) => $"Hello {name}!";
    }
}
