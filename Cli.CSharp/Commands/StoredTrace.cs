using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>A run as <c>--trace</c> of <c>peer simulate</c> and <c>peer check</c> writes it, or as <c>--spec-trace</c> does.</summary>
internal static class StoredTrace
{
    /// <summary>Bytes in which a file shows what it is.</summary>
    private const int MostBeforeMagic = 256;

    /// <summary>Whether a file is a trace, by its content.</summary>
    public static bool IsTrace(string path) => Begins(path, TraceFile.magic) || Begins(path, ItfTrace.magic);

    /// <summary>Both futures of a trace from a step on; the error says what is wrong with the file, or what can be done at the step.</summary>
    public static FSharpResult<Futures, Malformation> Futures(string path, int at, WhatIfChange change) => WhatIf.ofTrace(Find, Read(path), at, change);

    /// <summary>What a change comes to at each step of a trace; the error says what is wrong with the file.</summary>
    public static FSharpResult<FSharpList<ChangedStep>, Malformation> EachChange(string path, WhatIfChange change) =>
        WhatIf.eachOfTrace(Find, Read(path), change);

    /// <summary>Runs a trace again; the error names what is wrong with the file.</summary>
    public static FSharpResult<ReplayedRun, Malformation> Replay(string path) => SimulationModule.replay(Find, Read(path));

    private static FSharpFunc<string, FSharpFunc<FSharpValueOption<PeerPolicies>, FSharpFunc<string, FSharpResult<IScenario, Malformation>>>> Find { get; } =
        FuncConvert.FromFunc<string, FSharpValueOption<PeerPolicies>, string, FSharpResult<IScenario, Malformation>>(PeerFunctional.Systems.find);

    private static FSharpResult<Trace<string>, Malformation> Read(string path)
    {
        if (RegularFile.ReadAll(path, TraceFile.MaxLength) is not { } bytes)
            return FSharpResult<Trace<string>, Malformation>.NewError(new("oversize", $"a trace has at most {TraceFile.MaxLength} bytes"));
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        return Begins(path, ItfTrace.magic) ? ItfTrace.parse(text) : TraceFile.parse(text);
    }

    /// <summary>Whether a file begins so, wherever its writer put white space.</summary>
    private static bool Begins(string path, ReadOnlySpan<byte> magic)
    {
        using var file = RegularFile.Read(path);
        Span<byte> start = stackalloc byte[MostBeforeMagic];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var kept = 0;
        foreach (var each in start[..length])
        {
            if (!" \t\r\n"u8.Contains(each)) start[kept++] = each;
        }
        return start[..kept].StartsWith(magic);
    }
}
