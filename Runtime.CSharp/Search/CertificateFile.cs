using System.Text;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>A certificate in a file: its header, and its entries as they are read.</summary>
public sealed class CertificateFile
{
    private const int EntriesAtOnce = 2048;

    private readonly string path;
    private readonly long start;

    private CertificateFile(string path, CertificateHeader header, long start) => (this.path, Header, this.start) = (path, header, start);

    public CertificateHeader Header { get; }

    /// <summary>Writes a certificate whole.</summary>
    /// <exception cref="IOException">It cannot be written; the message says why.</exception>
    public static void Write(string path, CertificateHeader header, IEnumerable<CertificateEntry> entries)
    {
        WholeFile.Write(path, file =>
        {
            file.Write(Encoding.UTF8.GetBytes(Certificate.printHeader(header)));
            Span<byte> bytes = stackalloc byte[Certificate.EntryLength];
            foreach (var entry in entries)
            {
                Certificate.writeEntry(entry, bytes);
                file.Write(bytes);
            }
        });
    }

    /// <summary>Whether a file is a certificate, by its content.</summary>
    /// <exception cref="StoreException"><c>not-a-file</c>, or the system refuses; the message names the file.</exception>
    public static bool IsCertificate(string path)
    {
        using var file = RegularFile.Read(path);
        var first = new byte[Certificate.magic.Length];
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.AsSpan().SequenceEqual(Certificate.magic);
    }

    /// <summary>Reads the header, and holds the length of the file against it; the error names what is wrong with the file.</summary>
    /// <exception cref="StoreException"><c>not-a-file</c>, or the system refuses; the message names the file.</exception>
    public static FSharpResult<CertificateFile, Malformation> Open(string path)
    {
        if (!IsCertificate(path)) return Wrong("no-certificate", "the file does not begin as a certificate does");
        using var file = RegularFile.Read(path);
        var first = new byte[Certificate.MaxHeaderLength];
        var read = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        var end = first.AsSpan(0, read).IndexOf((byte)'\n') + 1;
        if (end == 0) return Wrong("cut-short", "the first line has no end");

        var header = Certificate.parseHeader(Encoding.UTF8.GetString(first, 0, end));
        if (header.IsError) return FSharpResult<CertificateFile, Malformation>.NewError(header.ErrorValue);
        var expected = end + ((long)Certificate.EntryLength * header.ResultValue.States);
        return file.Length < expected ? Wrong("cut-short", $"the file has {file.Length} bytes, and its header asks for {expected}")
            : file.Length > expected ? Wrong("extra-bytes", $"the file has {file.Length} bytes, and its header asks for {expected}")
            : FSharpResult<CertificateFile, Malformation>.NewOk(new(path, header.ResultValue, end));

        static FSharpResult<CertificateFile, Malformation> Wrong(string problem, string detail) =>
            FSharpResult<CertificateFile, Malformation>.NewError(new(problem, detail));
    }

    /// <summary>The entries, read anew by each that asks.</summary>
    /// <exception cref="OperationCanceledException">The caller stopped waiting.</exception>
    public IEnumerable<CertificateEntry> Entries(CancellationToken cancellation)
    {
        using var file = RegularFile.Read(path);
        file.Position = start;
        var bytes = new byte[EntriesAtOnce * Certificate.EntryLength];
        while (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) is var read && read > 0)
        {
            for (var at = 0; at + Certificate.EntryLength <= read; at += Certificate.EntryLength)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Certificate.readEntry(bytes.AsSpan(at, Certificate.EntryLength));
            }
        }
    }
}
