using System.Diagnostics;

namespace PeerFunctional.Benchmarks;

/// <summary>A process under measurement.</summary>
internal sealed class Measured : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;
    private readonly long started = Stopwatch.GetTimestamp();

    private Measured(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The most bytes that were in memory at one time (the kernel's VmHWM).</summary>
    public long PeakMemory { get; private set; }

    /// <summary>Seconds from its start to its end.</summary>
    public double Seconds { get; private set; }

    /// <summary>Seconds of processor time, as last looked at.</summary>
    public double Processor { get; private set; }

    public bool HasExited => process.HasExited;

    public static Measured Start(string program, params IEnumerable<string> arguments) =>
        new(Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);

    /// <summary>Waits for the end, looking at the memory meanwhile; answers the last line of standard output.</summary>
    /// <exception cref="IOException">The process failed; the message says what it said.</exception>
    public async Task<string> EndAsync(CancellationToken cancellation)
    {
        var (code, lines) = await ExitAsync(cancellation);
        if (code != 0) throw new IOException($"a measured process ended with {code}: {(await errors).Trim()}");
        return lines[^1];
    }

    /// <summary>Waits for the end; answers the exit code, and the lines of standard output.</summary>
    public async Task<(int Code, string[] Lines)> ExitAsync(CancellationToken cancellation)
    {
        while (!process.HasExited)
        {
            Look();
            await Task.WhenAny(process.WaitForExitAsync(cancellation), Task.Delay(Interval, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
        Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (process.ExitCode, (await output).TrimEnd().Split('\n'));
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private void Look()
    {
        try
        {
            process.Refresh();
            PeakMemory = Math.Max(PeakMemory, process.PeakWorkingSet64);
            Processor = process.TotalProcessorTime.TotalSeconds;
        }
        catch (InvalidOperationException)
        {
            // It has ended in between.
        }
    }
}
