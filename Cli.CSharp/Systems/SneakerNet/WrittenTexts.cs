using System.Globalization;
using System.Text;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary>The texts that a user wants written: a word of the command line, or standard input.</summary>
internal static class WrittenTexts
{
    /// <summary>The most lines of one call, which become durable together, and the most bytes.</summary>
    private const int MaxLines = 4_096, MaxBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>One text or more, none of them empty.</summary>
    /// <exception cref="InvalidDataException">Standard input holds no text, or too much.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(WrittenText source, Stream input, CancellationToken cancellation) => source switch
    {
        WrittenText.Given { Item: var text } => [text],
        { IsWholeInput: true } => [OneText(await WholeAsync(input, cancellation))],
        _ => Lines(await WholeAsync(input, cancellation)),
    };

    private static string OneText(string text)
    {
        var whole = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        return string.IsNullOrWhiteSpace(whole) ? throw new InvalidDataException("standard input holds no text; nothing is written") : whole;
    }

    private static IReadOnlyList<string> Lines(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        return lines.Count switch
        {
            0 => throw new InvalidDataException("standard input holds no line with text; nothing is written"),
            > MaxLines => throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"standard input has {lines.Count:N0} lines, and one call takes {MaxLines:N0} at most; nothing is written: split the input")),
            _ => lines,
        };
    }

    private static async Task<string> WholeAsync(Stream input, CancellationToken cancellation)
    {
        var bytes = new byte[MaxBytes + 1];
        var read = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (read > MaxBytes)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"standard input has more than {MaxBytes:N0} bytes; nothing is written: split the input"));
        try
        {
            return Strict.GetString(bytes, 0, read);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("standard input is not UTF-8 text; nothing is written", e);
        }
    }
}
