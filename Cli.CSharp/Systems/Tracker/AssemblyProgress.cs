using System.Text;
using PeerFunctional.Tracker;

namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary>A message that grows: a bar, and what is there of it, with gaps.</summary>
internal static class AssemblyProgress
{
    private const int BarWidth = 20;
    private const string Gap = "...";

    /// <summary><c>[########............] 2 of 5  blue ... and</c>, cut to a width.</summary>
    public static string Line(Assembly assembly, int width)
    {
        var (count, size) = (AssemblyModule.count(assembly), AssemblyModule.size(assembly));
        var filled = (int)((long)BarWidth * count / Math.Max(size, 1));
        var line = new StringBuilder($"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {count:N0} of {size:N0} ");
        for (var seq = 0; seq < size && line.Length <= width; seq++)
        {
            var item = AssemblyModule.tryFind(seq, assembly);
            line.Append(' ').Append(item.IsValueSome ? item.Value.Text : Gap);
        }

        return line.ToString();
    }
}
