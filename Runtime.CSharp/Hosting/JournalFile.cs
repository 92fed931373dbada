using System.Threading.Channels;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>
/// Writes a journal to a file. States never change, so digests are made and entries written beside the machine, a few
/// thousand steps behind it at most. A full disk ends the journal, not the program.
/// </summary>
public sealed class JournalFile<TInput, TState> : IJournal<TInput, TState>
{
    private const int MaxWaiting = 4_096;

    private readonly record struct Step(TimeSpan At, TInput Input, TState State);

    private readonly Channel<Step> steps = Channel.CreateBounded<Step>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });

    private readonly FileStream file;
    private readonly Task writing;

    /// <summary>Creates the file, in place of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">What it starts with.</param>
    /// <param name="encode">The entry of an input at a time since the machine started, with the state after its step.</param>
    /// <exception cref="IOException">The file cannot be created; the message says which and why.</exception>
    public JournalFile(string path, byte[] header, Func<TimeSpan, TInput, TState, byte[]> encode)
    {
        file = Create(path);
        writing = Task.Run(() => WriteAsync(header, encode));
    }

    /// <summary>Why nothing more is written, such as a full disk; null as long as all is well.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public async ValueTask RecordAsync(TimeSpan at, TInput input, TState state, CancellationToken cancellation)
    {
        if (Failure is null)
            await steps.Writer.WriteAsync(new(at, input, state), cancellation);
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        steps.Writer.TryComplete();
        await writing;
    }

    private static FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 65_536);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IOException($"cannot write a journal to '{path}': {e.Message}", e);
        }
    }

    private async Task WriteAsync(byte[] header, Func<TimeSpan, TInput, TState, byte[]> encode)
    {
        try
        {
            file.Write(header);
            while (await steps.Reader.WaitToReadAsync())
            {
                while (steps.Reader.TryRead(out var step))
                    file.Write(encode(step.At, step.Input, step.State));
                // What has happened reaches the file whenever the machine pauses.
                file.Flush();
            }
            file.Dispose();
        }
        catch (IOException e)
        {
            Failure = $"the journal '{file.Name}' ended: {e.Message}";
            while (await steps.Reader.WaitToReadAsync())
                while (steps.Reader.TryRead(out _)) { }
        }
    }
}
