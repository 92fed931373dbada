using System.Reflection;

namespace PeerFunctional.Cli.Commands;

/// <summary>What the program tells of itself: <c>peer --version</c>, <c>peer help --man</c> and <c>peer completion</c>.</summary>
internal static class AboutCommand
{
    /// <summary>As the packages have it.</summary>
    public static string Number =>
        typeof(AboutCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static Task<int> Version(Screen screen)
    {
        screen.Answer($"peer {Number}");
        screen.Object(new { Version = Number });
        return Task.FromResult(ExitCode.Done);
    }

    /// <summary>Prints a text for another program, with <c>--json</c> too.</summary>
    public static Task<int> Print(string text, Screen screen)
    {
        foreach (var line in text.Split('\n')) screen.Line(line);
        return Task.FromResult(ExitCode.Done);
    }
}
