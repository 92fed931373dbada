using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.FSharp.Collections;
using PeerFunctional.Kernel;
using PeerFunctional.Verification;
using Spectre.Console;

namespace PeerFunctional.Cli.Output;

/// <summary>
/// Where commands speak: story and answers, or one JSON object a line, on standard output; errors and warnings, one line each,
/// on standard error. Whatever a line or an object holds from outside, nothing hidden of it reaches the terminal: this is the
/// one place where that is seen to.
/// </summary>
public sealed class Screen(TextWriter output, TextWriter errors, bool json, Verbosity verbosity, IAnsiConsole console)
{
    /// <summary>How many warnings of one kind are worth reading.</summary>
    private const int MaxWarnings = 10;

    private static readonly JsonSerializerOptions Spelling = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new VisibleText() },
    };

    /// <summary>The most characters shown of a line of the story; a HAVE of ours fits.</summary>
    private const int MaxStory = 4_096;

    /// <summary>How much of a line the user asked for is shown; the longest message fits.</summary>
    private const int MaxAnswer = 65_536;

    private const string EraseLine = "\r\u001b[2K";

    private readonly Lock gate = new();
    private string status = "";

    /// <summary>Whether objects are wanted in place of lines.</summary>
    public bool Json => json;

    public bool Verbose => verbosity.IsVerbose;

    /// <summary>Whether the story is left out, in either form: a long one costs more time than the work it tells of.</summary>
    public bool Quiet => verbosity.IsQuiet;

    /// <summary>Whether lines may be coloured and overwritten: a terminal, no <c>NO_COLOR</c>, no <c>--json</c>.</summary>
    public bool Lively => !json && !verbosity.IsQuiet && console.Profile.Capabilities.Ansi;

    /// <summary>Whether the locale takes more than ASCII; one that is not set is taken to.</summary>
    public static bool Unicode =>
        new[] { "LC_ALL", "LC_CTYPE", "LANG" }
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(locale => !string.IsNullOrEmpty(locale)) is not { } locale
        || locale.Contains("UTF", StringComparison.OrdinalIgnoreCase);

    /// <summary>How many letters fit a line.</summary>
    public int Width => console.Profile.Width;

    /// <summary>The screen of this process.</summary>
    public static Screen ForConsole(Invocation invocation)
    {
        var output = new StreamWriter(System.Console.OpenStandardOutput()) { AutoFlush = true };
        // A recording that ends warns from its own thread.
        var errors = TextWriter.Synchronized(new StreamWriter(System.Console.OpenStandardError()) { AutoFlush = true });
        var lively = !System.Console.IsOutputRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = lively ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = lively ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = lively ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        return new Screen(output, errors, invocation.Json, invocation.Verbosity, console);
    }

    /// <summary>Help goes to standard output, wrong usage to standard error; answers the exit code.</summary>
    public static int Explain(Usage usage)
    {
        switch (usage)
        {
            case Usage.Help help:
                return Explain(help.text);
            case Usage.Misuse misuse:
                System.Console.Error.WriteLine(TerminalText.upTo(MaxStory, misuse.line));
                return ExitCode.WrongUsage;
            default:
                throw new InvalidOperationException($"no words for {usage}");
        }
    }

    private static int Explain(string help)
    {
        try
        {
            foreach (var line in HelpText.Lines(help, HelpText.Width)) System.Console.Out.WriteLine(TerminalText.show(line));
            return ExitCode.Done;
        }
        catch (IOException e)
        {
            System.Console.Error.WriteLine($"peer: {Unwritten(e).Message}");
            return ExitCode.Failed;
        }
    }

    /// <summary>
    /// A notice (its name, and what it says) as an object for programs; where there are several tellers, <c>side</c> names this one. Only with <c>--json</c>.
    /// </summary>
    public void Notice(Tuple<string, FSharpList<Tuple<string, object?>>> notice, string? side = null)
    {
        if (!json)
            return;
        var (name, facts) = notice;
        var all = new OrderedDictionary<string, object?>();
        if (side is not null) all["side"] = side;
        all["notice"] = name;
        // A notice that says one thing twice is still told.
        foreach (var (key, fact) in facts) all.TryAdd(key, fact);
        Object(all);
    }

    /// <summary>A line of the story: left out by <c>--json</c> and <c>--quiet</c>.</summary>
    public void Story(string line = "")
    {
        if (!json && !verbosity.IsQuiet)
            Print(TerminalText.upTo(MaxStory, line));
    }

    /// <summary>
    /// A line that stays under the story, such as a progress bar, cut to the width; only where the screen is lively. The next line of the story takes its place.
    /// </summary>
    public void Status(string line)
    {
        if (!Lively)
            return;
        var shown = CanvasModule.fit(Width - 1, TerminalText.upTo(MaxStory, line));
        lock (gate)
        {
            if (shown == status)
                return;
            Write(EraseLine + shown);
            status = shown;
        }
    }

    /// <summary>The line under the story becomes a line of it.</summary>
    public void KeepStatus()
    {
        lock (gate)
        {
            if (status.Length > 0)
                Write("\n");
            status = "";
        }
    }

    /// <summary>The first lines of the original's programs.</summary>
    public void Welcome(string what)
    {
        Story("Welcome to SneakerNet");
        Story();
        Story($"** {what}");
    }

    /// <summary>A line of the story for <c>--verbose</c> only.</summary>
    public void Detail(string line)
    {
        if (Verbose)
            Story(line);
    }

    /// <summary>A line that was asked for as it is, with <c>--json</c> too.</summary>
    public void Line(string line) => Print(TerminalText.upTo(MaxAnswer, line));

    /// <summary>A text in which nothing is hidden any more, whole, with <c>--json</c> too.</summary>
    public void Shown(string text) => Print(text);

    /// <summary>A line the user asked for: left out by <c>--json</c> only.</summary>
    public void Answer(string line = "")
    {
        if (!json)
            Print(TerminalText.upTo(MaxAnswer, line));
    }

    /// <summary>A line the user asked for with <c>--verbose</c> only.</summary>
    public void AnswerDetail(string line)
    {
        if (Verbose)
            Answer(line);
    }

    /// <summary>A long line the user asked for, broken between words where the terminal is narrower.</summary>
    public void Paragraph(string line)
    {
        foreach (var part in HelpText.Lines(line, HelpText.Width)) Answer(part);
    }

    /// <summary>A line the user asked for in two parts with a tab between, as the original prints what was said.</summary>
    public void Answer(string line, string behindTab)
    {
        if (!json)
            Print($"{TerminalText.upTo(MaxAnswer, line)}\t{TerminalText.upTo(MaxAnswer, behindTab)}");
    }

    /// <summary>Lines of a drawing the user asked for: left out by <c>--json</c> only.</summary>
    public void Draw(IEnumerable<DrawnLine> lines)
    {
        if (json)
            return;
        foreach (var line in lines) Print(line.ToString());
    }

    /// <summary>An object for programs, on one line, with names_like_this; only with <c>--json</c>.</summary>
    public void Object<T>(T value)
    {
        if (json)
            Print(JsonSerializer.Serialize(value, Spelling));
    }

    /// <summary>Rows under headings, in aligned columns; left out by <c>--json</c>.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (json)
            return;

        var lines = rows.Prepend(headings).Select(line => line.Select(cell => TerminalText.upTo(MaxAnswer, cell)).ToList()).ToList();
        var widths = headings.Select((_, column) => lines.Max(line => CanvasModule.length(line[column]))).ToList();
        foreach (var line in lines)
            Print(string.Join("  ", line.Select((cell, column) => cell + new string(' ', widths[column] - CanvasModule.length(cell)))).TrimEnd());
    }

    /// <summary>Something odd that does not end the work.</summary>
    public void Warn(string line) => Print(TerminalText.upTo(MaxStory, $"peer: warning: {line}"), errors);

    /// <summary>The first of <paramref name="count"/> odd things.</summary>
    public void Warn(IEnumerable<string> first, long count)
    {
        var shown = 0;
        foreach (var line in first.Take(MaxWarnings))
        {
            Warn(line);
            shown++;
        }
        if (count > shown)
            Warn(string.Create(CultureInfo.InvariantCulture, $"and {count - shown} more"));
    }

    /// <summary>Says what went wrong, where, and what to do; answers the exit code.</summary>
    public int Fail(string line)
    {
        Print(TerminalText.upTo(MaxStory, $"peer: {line}"), errors);
        return ExitCode.Failed;
    }

    /// <summary>A line, in the place of the status.</summary>
    private void Print(string line, TextWriter? writer = null)
    {
        lock (gate)
        {
            if (status.Length > 0)
                Write(EraseLine);
            status = "";
            if (writer is null) Write(line + "\n");
            else writer.WriteLine(line);
        }
    }

    private void Write(string text)
    {
        try
        {
            output.Write(text);
        }
        catch (IOException e)
        {
            throw Unwritten(e);
        }
    }

    private static IOException Unwritten(IOException e) => new($"cannot write standard output: {e.Message}", e);
}
