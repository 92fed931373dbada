using PeerFunctional.Capture;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Search;

namespace PeerFunctional.Cli.Commands;

/// <summary>What a file is, by its content, and which command takes it: for commands that take another kind.</summary>
internal static class FileKind
{
    /// <summary>Why a command cannot take what stands for a file; null where it is a file.</summary>
    public static string? NotAFile(string path) =>
        path is "-" or "/dev/stdin" ? $"{path} is standard input, and this command reads a file twice: write it to a file first"
        : File.Exists(path) ? null
        : $"{path} is not a file";

    /// <summary>One line: what a file is, and what to do with it.</summary>
    public static string Words(string path) => Words(path, path);

    /// <summary>The same, for a file that the user calls otherwise.</summary>
    public static string Words(string path, string name) =>
        StoredTrace.IsTrace(path) ? $"{name} is a trace, a run of a world; run it again with: peer replay {name}"
        : JournalEntries.IsJournal(path) ? $"{name} is a journal, which tells one peer's inputs; draw it with: peer explain {name}"
        : CertificateFile.IsCertificate(path) ? $"{name} is a certificate, which lists the states that a search visited; hold it against the machine with: peer verify {name}"
        : IsCapture(path) ? $"{name} is a capture; judge it with: peer replay {name}"
        : TextRecording.IsRecording(path) ? $"{name} is a recording of rpc, or other JSON; judge it with: peer replay {name}"
        : $"{name} is not a file of this program: neither a capture (pcapng or pcap), a recording, a journal, a trace nor a certificate";

    /// <summary>Whether no command that takes runs takes the file.</summary>
    public static bool IsNoRun(string path)
    {
        if (CertificateFile.IsCertificate(path)) return true;
        return new FileInfo(path).Length > 0 && !StoredTrace.IsTrace(path) && !JournalEntries.IsJournal(path) && !IsCapture(path) && !TextRecording.IsRecording(path);
    }

    private static bool IsCapture(string path) =>
        new CaptureFile(path, CancellationToken.None).Blocks().FirstOrDefault() is not Block.Damaged { Item.Problem: "no-section" };
}
