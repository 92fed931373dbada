using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>One numbered file of <c>logs/</c>.</summary>
internal sealed class LogFile(string folder, long number)
{
    /// <summary>The number of the own feed's file.</summary>
    public const long Own = 1;

    public long Number { get; } = number;

    public string Name { get; } = $"{number}.pcap";

    public string Path { get; } = System.IO.Path.Combine(folder, $"{number}.pcap");

    /// <summary>Bytes that are durable; everything is read and appended relative to it.</summary>
    public long Length { get; set; }

    /// <summary>The feed whose events it holds; none before one was read.</summary>
    public FeedId? Owner { get; set; }

    /// <summary>What is appended could not be found again, or the file could not be put right: it only serves reading.</summary>
    public bool Sealed { get; set; }

    /// <summary>It is sealed because a failed write could not be taken back: the next start finds out what it holds.</summary>
    public bool Unproven { get; set; }

    /// <summary>The number in a name of the original's form, <c>&lt;number&gt;.pcap</c>.</summary>
    public static long? NumberOf(string name) =>
        System.IO.Path.GetExtension(name) == ".pcap"
        && System.IO.Path.GetFileNameWithoutExtension(name) is { Length: > 0 and <= 18 } digits
        && digits[0] != '0'
        && digits.All(char.IsAsciiDigit)
            ? long.Parse(digits)
            : null;
}
