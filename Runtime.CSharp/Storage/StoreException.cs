namespace PeerFunctional.Runtime.Storage;

/// <summary>What keeps a directory from being used: one line for a person that says what, where and what to do.</summary>
/// <param name="problem">A stable kebab-case name, such as <c>directory-locked</c>.</param>
/// <param name="message">One line that names the file or directory.</param>
/// <param name="cause">The system's own error, where there is one.</param>
public sealed class StoreException(string problem, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>A stable kebab-case name of the problem.</summary>
    public string Problem { get; } = problem;

    /// <summary>The system's error codes (Linux errno) for a file that cannot grow: ENOSPC, EDQUOT.</summary>
    private const int NoSpace = 28, NoQuota = 122;

    /// <summary>Whether an exception is a file's, not a defect; .NET reports a file over the process's size limit as an argument's.</summary>
    internal static bool IsFault(Exception e) =>
        e is StoreException or IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    internal static StoreException Of(Exception e, string path) => e switch
    {
        StoreException known => known,
        IOException { HResult: NoSpace or NoQuota } => new("disk-full", $"{path}: the disk is full; free some space", e),
        ArgumentOutOfRangeException => new("file-too-large", $"{path}: the file cannot grow because a size limit is reached; raise the limit (ulimit -f)", e),
        _ => new("io-error", $"{path}: {e.Message}", e)
    };
}
