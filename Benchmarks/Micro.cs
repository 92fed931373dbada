using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace PeerFunctional.Benchmarks;

/// <summary>The cost of one event in one part of its way.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Feeds">Feeds the peer follows.</param>
/// <param name="Nanoseconds">The median time an event.</param>
/// <param name="Allocated">Bytes allocated an event.</param>
internal sealed record Micro(string Part, int Feeds, double Nanoseconds, long Allocated)
{
    public static IEnumerable<Micro> Measure()
    {
        using var scratch = new Scratch();
        var config = ManualConfig.CreateEmpty()
            // In this process: a process a benchmark would be restored from a package source that Paket knows and it does not.
            .AddJob(Job.Default
                .WithToolchain(InProcessEmitToolchain.Instance)
                .WithWarmupCount(5)
                .WithIterationCount(9)
                .WithIterationTime(TimeInterval.FromMilliseconds(100)))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .WithArtifactsPath(scratch.Of("artifacts"))
            .WithOptions(ConfigOptions.DisableLogFile);

        return [.. BenchmarkRunner.Run<MicroBenchmarks>(config).Reports.Select(report =>
            new Micro(
                report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
                (int)report.BenchmarkCase.Parameters[nameof(MicroBenchmarks.Feeds)],
                report.ResultStatistics?.Median ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} did not run"),
                (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)))];
    }
}
