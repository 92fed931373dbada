namespace PeerFunctional.Runtime.Storage;

/// <summary>Something found in a directory that a person may want to know; work goes on.</summary>
/// <param name="File">The file's name, such as <c>2.pcap</c>.</param>
/// <param name="Problem">A stable kebab-case name, such as <c>truncated-block</c>, <c>gap</c>, <c>fork</c>, <c>duplicate</c>.</param>
/// <param name="Detail">One line for a person.</param>
public sealed record StoreNotice(string File, string Problem, string Detail)
{
    /// <summary>The notice as one line.</summary>
    public override string ToString() => $"{File}: {Problem}: {Detail}";
}
