using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>A run as <c>peer simulate --trace</c> and <c>peer check --trace</c> write it.</summary>
internal static class StoredTrace
{
    /// <summary>Whether a file is a trace, by its content.</summary>
    public static bool IsTrace(string path)
    {
        using var file = RegularFile.Read(path);
        var start = new byte[TraceFile.magic.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.AsSpan().SequenceEqual(TraceFile.magic);
    }

    /// <summary>Both futures of a trace from a step on; the error says what is wrong with the file, or what can be done at the step.</summary>
    public static FSharpResult<Futures, Malformation> Futures(string path, int at, WhatIfChange change) =>
        RegularFile.ReadAll(path, TraceFile.MaxLength) is { } text
            ? WhatIf.ofText(Find, System.Text.Encoding.UTF8.GetString(text), at, change)
            : FSharpResult<Futures, Malformation>.NewError(TooLong);

    /// <summary>Runs a trace again; the error names what is wrong with the file.</summary>
    public static FSharpResult<ReplayedRun, Malformation> Replay(string path) =>
        RegularFile.ReadAll(path, TraceFile.MaxLength) is { } text
            ? SimulationModule.replay(Find, System.Text.Encoding.UTF8.GetString(text))
            : FSharpResult<ReplayedRun, Malformation>.NewError(TooLong);

    private static FSharpFunc<string, FSharpFunc<FSharpValueOption<PeerPolicies>, FSharpFunc<string, FSharpResult<IScenario, Malformation>>>> Find { get; } =
        FuncConvert.FromFunc<string, FSharpValueOption<PeerPolicies>, string, FSharpResult<IScenario, Malformation>>(PeerFunctional.Systems.find);

    private static Malformation TooLong => new("oversize", $"a trace has at most {TraceFile.MaxLength} bytes");
}
