namespace PeerFunctional.Cli.Commands;

/// <summary>The files that <c>peer check</c> was asked for, of which each world and each counterexample takes the next.</summary>
internal sealed class CheckFiles(CheckOptions options)
{
    public NumberedFile Traces { get; } = new(options.Trace?.Value);

    public NumberedFile SpecTraces { get; } = new(options.SpecTrace?.Value);

    public NumberedFile Tests { get; } = new(options.EmitTest?.Value);

    public NumberedFile Captures { get; } = new(options.Pcap?.Value);

    /// <summary>Null where no certificate was asked for.</summary>
    public NumberedFile? Certificates { get; } = options.Certificate?.Value is { } first ? new(first) : null;

    /// <summary>One for each world.</summary>
    public NumberedFile Resumed { get; } = new(options.Resume?.Value);

    /// <summary>Says which files hold counterexamples only, and were not written for want of one.</summary>
    public void TellUnused(Screen screen)
    {
        foreach (var file in new[] { Traces, SpecTraces, Tests, Captures }) file.TellUnused(screen);
    }

    /// <summary>Finds a folder for each, and two of one name.</summary>
    /// <exception cref="IOException">There is none, or two have one name; the message says which.</exception>
    public static void Require(CheckOptions options)
    {
        string?[] files =
        [
            options.Trace?.Value, options.SpecTrace?.Value, options.EmitTest?.Value, options.Certificate?.Value, options.Resume?.Value,
            options.Pcap?.Value, options.Reports.JUnit?.Value, options.Reports.Sarif?.Value,
        ];
        NamedFiles.Require(files);
        NamedFiles.RequireDistinct(files);
    }
}
