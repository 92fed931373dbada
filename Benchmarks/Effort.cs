using System.Diagnostics;

namespace PeerFunctional.Benchmarks;

/// <summary>What some work took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="Processor">Seconds of processor time of all processes that took part.</param>
internal sealed record Effort(double Seconds, double Processor)
{
    /// <summary>Measures what this process does with a server.</summary>
    public static async Task<Effort> OfAsync(HostServer server, Func<Task> work)
    {
        var before = Environment.CpuUsage.TotalTime + server.Processor;
        var started = Stopwatch.GetTimestamp();
        await work();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new(seconds, (Environment.CpuUsage.TotalTime + server.Processor - before).TotalSeconds);
    }
}
