using System.Text;

namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>TLS secrets of an NSS key log, by the client's random and by their names.</summary>
public sealed class TlsSecrets
{
    /// <summary>Secrets that are kept; further ones are passed over.</summary>
    public const int MaxSecrets = 100_000;

    /// <summary>Letters of the longest line that is read.</summary>
    private const int MaxLine = 512;

    private readonly Dictionary<(string Random, string Label), byte[]> secrets = [];

    /// <summary>How many there are.</summary>
    public int Count => secrets.Count;

    /// <summary>Takes the lines of a log; what is no secret is passed over.</summary>
    public void Add(ReadOnlySpan<byte> log)
    {
        foreach (var line in log.Split((byte)'\n'))
        {
            var bytes = log[line];
            if (bytes.Length <= MaxLine) Add(Encoding.ASCII.GetString(bytes));
        }
    }

    /// <summary>A secret of 32 or 48 bytes; null where the log does not have it.</summary>
    internal byte[]? Find(string random, string label) => secrets.GetValueOrDefault((random, label));

    private void Add(string line)
    {
        if (secrets.Count >= MaxSecrets || line.TrimEnd('\r').Split(' ') is not [var label, { Length: 64 } random, { Length: 64 or 96 } secret]) return;
        try
        {
            secrets[(random.ToUpperInvariant(), label)] = Convert.FromHexString(secret);
        }
        catch (FormatException)
        {
            // The line is no secret.
        }
    }
}
