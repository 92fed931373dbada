using System.Globalization;
using System.Runtime;
using PeerFunctional.Kernel;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli;

/// <summary><c>peer simulate</c>: seed after seed on all cores; the lowest that fails is shrunk and told.</summary>
internal static class SimulateCommand
{
    /// <summary>Seeds between two looks at the clock and at failures.</summary>
    private const int Batch = 500;

    public static async Task<int> Run(SimulateOptions options, Screen screen, CancellationToken cancellation)
    {
        // The command line has made sure that there is such a world.
        var simulation = ProtocolSystemModule.simulation(
            Systems.tryFind(options.System).Value, options.Policy, options.Nodes, options.Things, options.Faults).Value;
        var tally = RunSeeds(options, simulation, screen, cancellation);
        var policy = PolicyModule.name(options.Policy);
        screen.Status("");
        screen.Answer(string.Create(CultureInfo.InvariantCulture,
            $"{policy}: {tally.Passed:N0} of {tally.Runs:N0} seeds passed ({tally.Moves:N0} events, {tally.Moves / tally.Seconds:N0} a second)"));

        if (tally.Curves is { } curves && options.Out?.Value is { } file)
            await Drawing.Write(
                Drawing.IsPage(file) ? HtmlDiagram.still(curves.Title, LoadPicture.element(curves)) : LoadPicture.print(curves),
                file, screen, cancellation);

        var shrunk = tally.FirstFailure is { } outcome ? simulation.Shrink.Invoke(outcome) : null;
        var told = shrunk is null ? null : simulation.Tell.Invoke(shrunk);
        screen.Object(new
        {
            Policy = policy,
            tally.Runs,
            tally.Passed,
            Events = tally.Moves,
            Seconds = Math.Round(tally.Seconds, 3),
            FailedSeed = shrunk?.Schedule.Seed.ToString(CultureInfo.InvariantCulture),
            told?.Sentence,
            Faults = shrunk?.Schedule.Faults.Select(fault => FaultWords(simulation, fault)),
        });
        if (shrunk is null || told is null)
            return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;

        Tell(simulation, shrunk, told, screen);
        if (options.Trace?.Value is { } trace) File.WriteAllLines(trace, TraceFile.lines(told.Trace));
        if (options.EmitTest?.Value is { } test) File.WriteAllText(test, told.Test);
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Failed;
    }

    private static Tally RunSeeds(
        SimulateOptions options, Simulation simulation, Screen screen, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var tally = new Tally();
        // A run allocates all the time, and nobody waits for it: collections beside it only slow it down.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        // Batches are whole, so what was run, and the first failure, do not depend on who was quicker.
        for (var done = 0; done < options.Runs && !cancellation.IsCancellationRequested; done += Batch)
        {
            var count = Math.Min(Batch, options.Runs - done);
            var outcomes = new Outcome[count];
            Parallel.For(0, count, index =>
            {
                var seed = options.Seed + (ulong)(done + index);
                if (done + index > 0 || options.Out is null) outcomes[index] = simulation.Run.Invoke(seed);
                else (outcomes[index], tally.Curves) = simulation.Measure.Invoke(seed);
            });
            foreach (var outcome in outcomes) tally.Add(outcome);
            screen.Status(string.Create(CultureInfo.InvariantCulture, $"{tally.Runs:N0} of {options.Runs:N0} seeds, {tally.Passed:N0} passed"));
        }
        tally.Seconds = clock.GetElapsedTime(started).TotalSeconds;
        return tally;
    }

    private static void Tell(Simulation simulation, Outcome shrunk, ToldRun told, Screen screen)
    {
        screen.Answer($"seed {shrunk.Schedule.Seed.ToString(CultureInfo.InvariantCulture)}: {told.Sentence}");
        screen.Answer("It takes no more than this:");
        foreach (var fault in shrunk.Schedule.Faults) screen.Answer($"  {FaultWords(simulation, fault)}");
        if (shrunk.Schedule.Faults.IsEmpty) screen.Answer("  nothing goes wrong at all");
        screen.Story();
        if (!screen.Json)
            screen.Draw(TerminalDiagram.lines(Drawing.Style(null, screen), SequenceDiagramModule.ofChronicle(told.Timeline)));
    }

    private static string FaultWords(Simulation simulation, Fault fault) =>
        FaultModule.words(Microsoft.FSharp.Core.FuncConvert.FromFunc((int peer) => simulation.Peers[peer]), fault);

    private sealed class Tally
    {
        public int Runs { get; private set; }

        public int Passed { get; private set; }

        public long Moves { get; private set; }

        public double Seconds { get; set; }

        public Outcome? FirstFailure { get; private set; }

        public LoadCurves? Curves { get; set; }

        public void Add(Outcome outcome)
        {
            Runs++;
            Moves += outcome.Moves;
            if (outcome.Ending.IsPassed) Passed++;
            else FirstFailure ??= outcome;
        }
    }
}
