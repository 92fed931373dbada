using System.Threading.Channels;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>
/// Writes a journal to a file. States never change, so digests are made and entries written beside the machine, a few
/// thousand steps behind it at most. A full disk ends the journal, not the program.
/// </summary>
public sealed class JournalFile<TInput, TState> : IJournal<TInput, TState>
{
    private const int MaxWaiting = 4_096;

    private readonly Channel<(TimeSpan, TInput, TState)> steps = Channel.CreateBounded<(TimeSpan, TInput, TState)>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });

    private readonly OutputFile file;
    private readonly Action<string>? warn;
    private readonly Task writing;

    /// <summary>Creates the file, in place of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">What it begins with, and how it goes on.</param>
    /// <param name="warn">Hears, once, why nothing more is written, such as a full disk.</param>
    /// <exception cref="IOException">The file cannot be created; the message says which and why.</exception>
    public JournalFile(string path, (byte[] Header, JournalWriter<TInput, TState> Writer) start, Action<string>? warn = null)
    {
        this.warn = warn;
        // Settings can hold a secret, such as the one that a replica's tokens come from.
        file = OutputFile.Create(path, "write a journal to", isPrivate: true);
        writing = Task.Run(() => WriteAsync(start.Header, start.Writer));
    }

    /// <summary>Why nothing more is written, such as a full disk; null as long as all is well.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public async ValueTask RecordAsync(TimeSpan at, TInput input, TState state, CancellationToken cancellation)
    {
        if (Failure is null)
            await steps.Writer.WriteAsync((at, input, state), cancellation);
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        steps.Writer.TryComplete();
        await writing;
    }

    private async Task WriteAsync(byte[] header, JournalWriter<TInput, TState> writer)
    {
        Write(header);
        while (await steps.Reader.WaitToReadAsync())
        {
            while (steps.Reader.TryRead(out var step))
            {
                if (Failure is not null) continue;
                (var entry, writer) = writer.Write.Invoke(step);
                Write(entry);
            }
            // What has happened reaches the file whenever the machine pauses.
            Guard(file.Flush);
        }
        Guard(file.Dispose);
    }

    private void Write(byte[] bytes) => Guard(() => file.Write(bytes));

    private void Guard(System.Action work)
    {
        if (Failure is not null) return;
        try
        {
            work();
        }
        catch (IOException e)
        {
            Failure = $"the journal '{file.Path}' ended: {e.Message}";
            warn?.Invoke(Failure);
        }
    }
}
