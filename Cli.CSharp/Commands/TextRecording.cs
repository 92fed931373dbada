using PeerFunctional.Runtime.Storage;

namespace PeerFunctional.Cli.Commands;

/// <summary>A recording of a conversation as text: one JSON value a line.</summary>
internal static class TextRecording
{
    private const long MaxLength = 256L * 1024 * 1024;

    /// <summary>Whether a file is such a recording, by its first byte.</summary>
    public static bool IsRecording(string path)
    {
        using var file = RegularFile.Read(path);
        return file.ReadByte() is '{' or '[';
    }

    /// <summary>Its lines, read as they are taken.</summary>
    /// <exception cref="IOException">The file is too long, or cannot be read.</exception>
    public static IEnumerable<string> Lines(string path, CancellationToken cancellation)
    {
        using var file = RegularFile.Read(path);
        if (file.Length > MaxLength) throw new IOException($"'{path}' has {file.Length:N0} bytes; a recording has at most {MaxLength:N0}");
        using var lines = new StreamReader(file);
        while (lines.ReadLine() is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return line;
        }
    }
}
