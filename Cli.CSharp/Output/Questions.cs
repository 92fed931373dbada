namespace PeerFunctional.Cli.Output;

/// <summary>Asks the user questions, one after the other, that take yes or no.</summary>
internal sealed class Questions(Screen screen)
{
    /// <summary>How long a person may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Whether standard input has ended, so that no user can answer any more.</summary>
    public bool AreUnanswerable { get; private set; }

    /// <summary>Whether the user said yes; the end of the input says no.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            screen.Line(question);
            // The console's own reader would keep the thread that asks.
            var answer = await Task.Run(Console.In.ReadLine, cancellation).WaitAsync(cancellation);
            AreUnanswerable |= answer is null;
            return answer?.Trim() is { Length: > 0 } text && char.ToLowerInvariant(text[0]) == 'y';
        }
        finally
        {
            turn.Release();
        }
    }
}
