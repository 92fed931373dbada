using System.Text;
using PeerFunctional.Runtime.Storage;

namespace PeerFunctional.Runtime.Systems.Libp2p;

/// <summary>
/// TLS secrets in a file that Wireshark reads, a line each, with mode 0600. May be used from any thread. A file that cannot grow ends the
/// log, not the program.
/// </summary>
public sealed class KeyLog : IDisposable
{
    private readonly Lock gate = new();
    private readonly OutputFile file;
    private readonly Action<string> warn;
    private bool isOver;

    /// <summary>Creates the file, in place of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="warn">Hears, once, why no more secrets are written.</param>
    /// <exception cref="IOException">The file cannot be created; the message says which and why.</exception>
    public KeyLog(string path, Action<string> warn)
    {
        this.warn = warn;
        file = OutputFile.Create(path, "write TLS secrets to", isPrivate: true);
    }

    /// <summary>Writes a line, which has reached the system when this returns.</summary>
    public void Write(string line)
    {
        lock (gate)
        {
            if (isOver) return;
            Guard(() =>
            {
                file.Write(Encoding.ASCII.GetBytes(line + "\n"));
                file.Flush();
            });
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            file.Dispose();
        }
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            isOver = true;
            warn($"writing TLS secrets to '{file.Path}' ended: {e.Message}");
        }
    }
}
