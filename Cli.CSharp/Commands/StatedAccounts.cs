using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>The accounts of each system's worlds: the file <c>Model/accounts.txt</c> of the system, in this program.</summary>
internal static class StatedAccounts
{
    /// <summary>As <c>Account.ofText</c> reads them; empty where a system has none.</summary>
    public static string Of(ProtocolSystem system)
    {
        using var stored = typeof(StatedAccounts).Assembly.GetManifestResourceStream($"accounts/{system.Name}");
        if (stored is null) return "";
        using var reader = new StreamReader(stored);
        return reader.ReadToEnd();
    }
}
