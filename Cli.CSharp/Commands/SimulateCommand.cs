using System.Globalization;
using System.Runtime;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer simulate</c>: seed after seed on all cores; of each property the lowest that violates it is shrunk and told.</summary>
internal static class SimulateCommand
{
    /// <summary>Failing seeds that are told to a person.</summary>
    private const int SeedsTold = 10;

    /// <summary>Seeds between two looks at the clock and at failures.</summary>
    private const int Batch = 500;

    public static async Task<int> Run(SimulateOptions options, Screen screen, CancellationToken cancellation)
    {
        NamedFiles.Require(
            options.Trace?.Value, options.EmitTest?.Value, options.Pcap?.Value, options.Out?.Value, options.Reports.JUnit?.Value, options.Reports.Sarif?.Value);
        var (traces, tests) = (new NumberedFile(options.Trace?.Value), new NumberedFile(options.EmitTest?.Value));
        var (curves, captures) = (new NumberedFile(options.Out?.Value), new NumberedFile(options.Pcap?.Value));
        // The command line has made sure that there is such a system.
        var system = PeerFunctional.Systems.tryFind(options.System).Value;
        var reports = new List<WorldReport>();
        foreach (var policies in ProtocolSystemModule.hasOneMachine(system) ? options.Policies.Take(1) : options.Policies)
        {
            if (cancellation.IsCancellationRequested) break;
            reports.Add(await Simulate(system, policies, options, curves, traces, tests, captures, screen, cancellation));
        }
        foreach (var file in new[] { traces, tests, captures }) file.TellUnused(screen);
        ReportFiles.Write(options.Reports, ListModule.OfSeq(reports));
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted
            : reports.Any(report => report.Properties.Any(property => property.Finding.IsViolated)) ? ExitCode.Failed
            : ExitCode.Done;
    }

    private static async Task<WorldReport> Simulate(
        ProtocolSystem system, PeerPolicies policies, SimulateOptions options, NumberedFile pictures, NumberedFile traces, NumberedFile tests,
        NumberedFile captures, Screen screen, CancellationToken cancellation)
    {
        var policy = ProtocolSystemModule.hasOneMachine(system) ? null : PeerPoliciesModule.name(policies);
        // The command line has made sure that there is such a world.
        var subject = system.Scenario.Invoke(policies)
            .Invoke(options.World?.Value ?? system.Crowd.Invoke(options.Nodes).Invoke(options.Things)).Value;
        var (watched, coverage) = options.Coverage ? CoverageModule.watch(subject) : (subject, null);
        var simulation = ProtocolSystemModule.simulation(system, options.Faults, watched);
        var counts = RunSeeds(options, simulation, screen, cancellation);
        screen.Answer(string.Create(CultureInfo.InvariantCulture,
            $"{(policy is null ? "" : policy + ": ")}{counts.Passed:N0} of {counts.Runs:N0} seeds passed ({counts.Moves:N0} steps, {counts.Moves / counts.Seconds:N0} steps/s)"));

        if (counts.Curves is { } curves && pictures.Next() is { } file)
            await DiagramOutput.Write(
                DiagramOutput.IsPage(file) ? HtmlDiagram.still(curves.Title, LoadPicture.element(curves)) : LoadPicture.print(curves),
                file, screen, cancellation);

        var world = new WorldReport(
            simulation.System, simulation.World,
            policy is null ? FSharpValueOption<PeerPolicies>.ValueNone : FSharpValueOption<PeerPolicies>.NewValueSome(policies),
            [$"{counts.Runs:N0} seeds from {options.Seed}"], [], Math.Round(counts.Seconds, 3));
        var properties = simulation.Properties.Select(property => Report(world, property)).ToList();
        screen.Object(new { Id = WorldReportModule.id(world), counts.Runs, counts.Passed, Events = counts.Moves });
        screen.Object(new { Id = WorldReportModule.id(world), world.Seconds });
        if (coverage is not null) NeverHappened.Show(world, coverage, screen);
        return new(world.System, world.World, world.Policy, world.Assumptions, ListModule.OfSeq(properties), world.Seconds);

        PropertyReport Report(WorldReport world, string property)
        {
            var failures = counts.FailuresOf(property);
            var shrunk = failures.First is { } first ? simulation.Shrink.Invoke(first) : null;
            var found = shrunk is null ? null : Tell(simulation, property, shrunk, traces, tests, captures, screen);
            if (failures.Seeds.Count > 1) screen.Answer(Repeat(options, policies, failures.Seeds));
            screen.Object(new
            {
                Id = WorldReportModule.propertyId(world, property),
                world.System,
                world.World,
                Policy = policy,
                Property = property,
                Verdict = found is null ? "passed" : "violated",
                Failures = failures.Seeds.Count,
                FailedSeed = shrunk?.Schedule.Seed,
                FailedSeeds = failures.Seeds,
                found?.Sentence,
                Faults = shrunk?.Schedule.Faults.Select(fault => FaultWords(simulation, fault)),
                Steps = ToldCounterexample.StepObjects(found),
                NoReturn = ToldCounterexample.NoReturn(found),
                Trace = found?.Trace?.Value,
                Mends = ToldCounterexample.MendObjects(found),
            });
            return new(property, found is not null ? PropertyFinding.NewViolated(found)
                : cancellation.IsCancellationRequested ? PropertyFinding.NewUnknown("the simulation was interrupted")
                : PropertyFinding.Passed);
        }
    }

    private static Counts RunSeeds(
        SimulateOptions options, Simulation simulation, Screen screen, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var counts = new Counts();
        var bar = new ProgressBar(screen, "seeds", clock);
        var finished = 0;
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
                else (outcomes[index], counts.Curves) = simulation.Measure.Invoke(seed);
                lock (bar) bar.Show(++finished, options.Runs);
            });
            foreach (var outcome in outcomes) counts.Add(outcome);
        }
        if (finished == options.Runs) bar.Complete(finished);
        else bar.Abandon();
        counts.Seconds = clock.GetElapsedTime(started).TotalSeconds;
        return counts;
    }

    private static Counterexample Tell(Simulation simulation, string property, Outcome shrunk, NumberedFile traces, NumberedFile tests, NumberedFile captures, Screen screen)
    {
        var told = simulation.Tell.Invoke(shrunk);
        screen.Paragraph($"seed {shrunk.Schedule.Seed.ToString(CultureInfo.InvariantCulture)}: {told.Sentence}");
        screen.Answer("Smallest failing schedule:");
        foreach (var fault in shrunk.Schedule.Faults) screen.Answer($"  {FaultWords(simulation, fault)}");
        if (shrunk.Schedule.Faults.IsEmpty) screen.Answer("  no faults");
        screen.Story();
        var drawn = screen.Verbose ? told.Timeline : TimelineModule.withoutNotices(told.Timeline);
        if (!screen.Json)
            screen.Draw(TerminalDiagram.lines(DiagramOutput.Style(null, screen), SequenceDiagramModule.ofTimeline(drawn)));
        return ToldCounterexample.Write(property, told, drawn, traces, tests, captures, screen);
    }

    /// <summary>The seeds that violate a property, and the command that runs one of them again.</summary>
    private static string Repeat(SimulateOptions options, PeerPolicies policies, List<ulong> failed)
    {
        var seeds = string.Join(", ", failed.Take(SeedsTold));
        var more = failed.Count > SeedsTold ? $" and {failed.Count - SeedsTold:N0} more (--json has all)" : "";
        return $"{failed.Count:N0} seeds violate it: {seeds}{more}; repeat one with: {SimulateOptionsModule.command(options, policies, failed[^1])}";
    }

    private static string FaultWords(Simulation simulation, Fault fault) =>
        FaultModule.words(FuncConvert.FromFunc((int peer) => simulation.Peers[peer]), fault);

    private sealed class Counts
    {
        public int Runs { get; private set; }

        public int Passed { get; private set; }

        public long Moves { get; private set; }

        public double Seconds { get; set; }

        private readonly Dictionary<string, (Outcome First, List<ulong> Seeds)> failures = [];

        public LoadCurves? Curves { get; set; }

        public void Add(Outcome outcome)
        {
            Runs++;
            Moves += outcome.Moves;
            if (Violated(outcome.Ending) is not { } property) Passed++;
            else if (failures.TryGetValue(property, out var before)) before.Seeds.Add(outcome.Schedule.Seed);
            else failures[property] = (outcome, [outcome.Schedule.Seed]);
        }

        /// <summary>The first run that violates a property, and the seeds of all that do, in order.</summary>
        public (Outcome? First, List<ulong> Seeds) FailuresOf(string property) =>
            failures.TryGetValue(property, out var found) ? found : (null, []);

        private static string? Violated(Ending ending) => ending switch
        {
            Ending.Broken { sentence: var property } => property,
            Ending.Missed { sentence: var property } => property,
            _ => null,
        };
    }
}
