using System.Diagnostics;

namespace PeerFunctional.Benchmarks;

/// <summary>A process under measurement.</summary>
internal sealed class Measured : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private Measured(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The most bytes that were in memory at one time (the kernel's VmHWM).</summary>
    public long PeakMemory { get; private set; }

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
        while (!process.HasExited)
        {
            PeakMemory = Math.Max(PeakMemory, PeakNow());
            await Task.WhenAny(process.WaitForExitAsync(cancellation), Task.Delay(Look, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }

        var text = await output;
        if (process.ExitCode != 0)
            throw new IOException($"a measured process ended with {process.ExitCode}: {(await errors).Trim()}");
        return text.TrimEnd().Split('\n')[^1];
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private long PeakNow()
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has ended in between.
            return 0;
        }
    }
}
