using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>Journals that <c>--journal</c> wrote.</summary>
internal static class Journal
{
    /// <summary>Who reads a journal, by the system and the role that it names, and the entries to be read.</summary>
    public static (FSharpResult<JournalReader, Malformation> Reader, IEnumerable<FSharpResult<ReadOnlyMemory<byte>, Malformation>> Entries) Open(
        string path, CancellationToken cancellation)
    {
        var entries = JournalEntries.Read(path, cancellation);
        return (ReaderOf(entries.First()), entries.Skip(1));
    }

    private static FSharpResult<JournalReader, Malformation> ReaderOf(FSharpResult<ReadOnlyMemory<byte>, Malformation> first) =>
        first.IsError
            ? FSharpResult<JournalReader, Malformation>.NewError(first.ErrorValue)
            : PeerFunctional.Systems.journal(new Ed25519(), first.ResultValue);
}
