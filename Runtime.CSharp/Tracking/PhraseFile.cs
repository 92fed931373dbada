using System.Text;
using PeerFunctional.Tracker;

namespace PeerFunctional.Runtime.Tracking;

/// <summary>A database in a file: an item a line, in the order of the phrase, as UTF-8.</summary>
public static class PhraseFile
{
    private const long MaxBytes = 64L << 20;

    /// <summary>Reads the phrase, dealt in the order of its lines.</summary>
    /// <exception cref="IOException">The file cannot be read, is too large, or a line is no item; the message says which.</exception>
    public static Phrase Read(string path)
    {
        try
        {
            if (Directory.Exists(path)) throw new IOException("it is a directory");
            if (new FileInfo(path).Length > MaxBytes) throw new IOException($"it has more than {MaxBytes >> 20} MB");
            var phrase = PhraseModule.ofLines(File.ReadLines(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));
            return phrase.IsOk ? phrase.ResultValue : throw new IOException(phrase.ErrorValue);
        }
        catch (DecoderFallbackException e)
        {
            throw new IOException($"'{path}' is no database: it is no UTF-8 text", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"'{path}' is no database: {e.Message}", e);
        }
    }
}
