using System.Text;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Tracker;

namespace PeerFunctional.Runtime.Systems.Tracker;

/// <summary>A database in a file: an item a line, in the order of the phrase, as UTF-8.</summary>
public static class PhraseFile
{
    private const int MaxBytes = 64 << 20;

    /// <summary>Reads the phrase, dealt in the order of its lines.</summary>
    /// <exception cref="IOException">The file cannot be read, is too large, or a line is no item; the message says which.</exception>
    public static Phrase Read(string path)
    {
        try
        {
            var text = RegularFile.ReadAll(path, MaxBytes) ?? throw new IOException($"the file has more than {MaxBytes >> 20} MB");
            var phrase = PhraseModule.ofLines(Lines(new StreamReader(new MemoryStream(text), new UTF8Encoding(false, throwOnInvalidBytes: true))));
            return phrase.IsOk ? phrase.ResultValue : throw new IOException(phrase.ErrorValue);
        }
        catch (DecoderFallbackException e)
        {
            throw new IOException($"cannot read the database '{path}': the file is not UTF-8 text", e);
        }
        catch (StoreException e) when (e.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new IOException($"cannot read the database: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or StoreException or ArgumentException)
        {
            throw new IOException($"cannot read the database '{path}': {e.Message}", e);
        }
    }

    private static IEnumerable<string> Lines(StreamReader text)
    {
        while (text.ReadLine() is { } line) yield return line;
    }
}
