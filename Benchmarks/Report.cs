using System.Text.Json;
using Spectre.Console;

namespace PeerFunctional.Benchmarks;

/// <summary>Shows measurements as tables for people, or as one JSON object a line.</summary>
internal sealed class Report(bool json)
{
    private const double Mebibyte = 1024 * 1024;

    private static readonly JsonSerializerOptions Spelling = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public void Machine(Verification bound) =>
        Show(
            "machine",
            [new { Cores = Environment.ProcessorCount, Runtime = Environment.Version.ToString(), bound.OneCore, bound.AllCores }],
            $"Ed25519 verifications a second, {Environment.ProcessorCount} cores, .NET {Environment.Version}",
            ["one core", "all cores"],
            machine => [$"{machine.OneCore:N0}", $"{machine.AllCores:N0}"]);

    public void Replications(IReadOnlyList<Replication> runs, Verification bound) =>
        Show(
            "replication",
            runs.Select(run => new
            {
                run.Events,
                run.Feeds,
                run.BothWays,
                run.Seconds,
                run.Rate,
                RatioToOneCore = run.Rate / bound.OneCore,
                RatioToAllCores = run.Rate / bound.AllCores,
                run.Sent,
                run.SenderPeak,
                run.ReceiverPeak,
            }),
            "Replication between two processes on loopback: every event verified, every event durable",
            ["events", "feeds", "", "seconds", "events/s", "of one core's Ed25519", "of all cores'", "sent", "peak MiB sender", "receiver"],
            run =>
            [
                $"{run.Events:N0}", $"{run.Feeds:N0}", run.BothWays ? "both ways" : "one way", $"{run.Seconds:N2}",
                $"{run.Rate:N0}", $"{run.RatioToOneCore:P0}", $"{run.RatioToAllCores:P0}", $"{run.Sent:N0}",
                $"{run.SenderPeak / Mebibyte:N0}", $"{run.ReceiverPeak / Mebibyte:N0}",
            ]);

    public void Parts(IReadOnlyList<Micro> parts) =>
        Show(
            "part",
            parts,
            "The parts of an event's way (medians)",
            ["part", "feeds", "µs an event", "bytes allocated"],
            part => [part.Part, $"{part.Feeds:N0}", $"{part.Nanoseconds / 1_000:N2}", $"{part.Allocated:N0}"]);

    public void Original(IReadOnlyList<Stranger> runs) =>
        Show(
            "original",
            runs,
            "The original program, measured by the growth of its logs",
            ["", "events in one session", "events/s"],
            run => [run.BothWays ? "both ways" : "one way", $"{run.Events:N0}", $"{run.Rate:N1}"]);

    /// <summary>The figures in the README of the recordings, which come from a machine like this one.</summary>
    public void RecordedOriginal() =>
        Show(
            "original-recorded",
            [new { BothWays = false, Rate = 10.0 }, new { BothWays = true, Rate = 15_000.0 }],
            "The original program, as recorded with interop-fixtures/sneakernet, not measured now",
            ["", "events/s"],
            run => [run.BothWays ? "both ways" : "one way", $"{run.Rate:N0}"]);

    public void Registrations(IReadOnlyList<Registrations> loads) =>
        Show(
            "registrations",
            loads.Select(load => new
            {
                load.Policy,
                load.Members,
                load.PerSecond,
                load.QueriesPerSecond,
                load.Calls,
                RatioToPublished = Ratio(load, loads),
            }),
            "A tracker on loopback: registrations and queries a second, one caller after another, a connection each",
            ["policy", "registered peers", "registrations/s", "of published", "calls to peers for each", "queries/s"],
            load =>
            [
                load.Policy, $"{load.Members:N0}", $"{load.PerSecond:N1}", $"{load.RatioToPublished:N1} times", $"{load.Calls:N1}",
                load.QueriesPerSecond > 0 ? $"{load.QueriesPerSecond:N0}" : "answers none",
            ]);

    private static double Ratio(Registrations load, IEnumerable<Registrations> loads) =>
        load.PerSecond / loads.First(other => other.Members == load.Members && other.Policy == "published").PerSecond;

    public void Convergences(IReadOnlyList<Convergence> runs) =>
        Show(
            "convergence",
            runs,
            "A ring in virtual time, until every peer holds every item (a round is a pause between two queries)",
            ["originals", "dealt", "peers", "join and die", "items", "rounds", "at most", "one item a round", "times that", "queries", ""],
            run =>
            [
                $"{run.Originals:P0}", run.Shuffled ? "shuffled" : "in order", $"{run.Peers:N0}", run.Changing ? "a tenth each" : "none", $"{run.Items:N0}", $"{run.Rounds:N0}", $"{run.MostRounds:N0}",
                $"{run.OneARound:N0}", $"{run.RoundRatio:N2}", $"{run.Queries:N0}", run.Complete ? "complete" : "NOT COMPLETE",
            ]);

    public void Captures(IReadOnlyList<CaptureReplay> runs, Verification bound) =>
        Show(
            "capture",
            runs.Select(run => new
            {
                run.Content,
                run.Bytes,
                run.Seconds,
                run.Processor,
                run.PerSecond,
                run.PerProcessorSecond,
                run.TsharkPerSecond,
                run.TsharkPerProcessorSecond,
                OfVerification = run.OfVerification(bound),
                run.PeakMemory,
                run.Conforming,
            }),
            "peer replay --quiet on captures of distinct messages, beside tshark -q on the same file (MB/s by the clock, and for a second of processor time)",
            ["capture", "MB", "seconds", "MB/s", "tshark's", "a processor second", "tshark's", "of all cores' Ed25519", "peak MiB", "sides that conform"],
            run =>
            [
                run.Content, $"{run.Bytes / 1e6:N1}", $"{run.Seconds:N2}", $"{run.PerSecond:N1}", $"{run.TsharkPerSecond:N1}",
                $"{run.PerProcessorSecond:N1}", $"{run.TsharkPerProcessorSecond:N1}", $"{run.OfVerification:P0}", $"{run.PeakMemory / Mebibyte:N0}", $"{run.Conforming:P0}",
            ]);

    /// <summary>Without the original at hand its figure is that of the recordings, from a machine like this one.</summary>
    public void Links(IReadOnlyList<Links> runs) =>
        Show(
            "link",
            runs,
            "Items on a link between two peers on loopback (the original, as recorded with interop-fixtures/link: 0.75 MB/s for 50 MB)",
            [
                "items", "bytes of each", "seconds", "items/s", "MB/s", "plain copy, seconds", "of the plain copy", "of one that holds each item",
                "in processor time", "µs of it an item", "times the original", "delivered by it",
            ],
            run =>
            [
                $"{run.Items:N0}", $"{run.Bytes:N0}", $"{run.Seconds:N3}", $"{run.PerSecond:N0}", $"{run.Megabytes:N1}",
                $"{run.PlainSeconds:N3}", $"{run.RatioToPlain:N2}", $"{run.RatioToKept:N2}",
                $"{run.ProcessorRatioToPlain:N2}", $"{run.Microseconds:N1}",
                run.TimesOriginal is { } times ? $"{times:N1}" : "not measured",
                run.Original is null ? "" : $"{run.Original.Items:N0} of {run.Items:N0}, {run.Original.Bytes:N0} bytes",
            ]);

    public void Calls(IReadOnlyList<Calls> runs) =>
        Show(
            "rpc",
            runs,
            "Cap'n Web: calls a second of a client of ours on a server of ours, and on npm's capnweb 0.12.0, in the same run",
            ["calls", "on ours", "on npm's", "ratio"],
            run => [run.Way, $"{run.PerSecond:N0}", $"{run.NpmPerSecond:N0}", $"{run.Ratio:N2}"]);

    public void Sessions(int sessions, long ours, long npm) =>
        Show(
            "rpc-sessions",
            new[] { new { Sessions = sessions, Ours = ours, Npm = npm } },
            "Cap'n Web: bytes of a server's memory for each open WebSocket session",
            ["sessions", "ours", "npm's"],
            run => [$"{run.Sessions:N0}", $"{run.Ours:N0}", $"{run.Npm:N0}"]);

    public void Hosts(IReadOnlyList<Hosts> runs) =>
        Show(
            "libp2p",
            runs,
            "libp2p over QUIC: two peers of ours, and two of js-libp2p 2.10, in processes of their own in the same run",
            ["", "ours a second", "js-libp2p", "ratio", "processor time each, µs", "js-libp2p", "ratio"],
            run =>
            [
                run.Way, $"{run.PerSecond:N0}", $"{run.JsPerSecond:N0}", $"{run.Ratio:N2}",
                $"{run.Processor:N0}", $"{run.JsProcessor:N0}", $"{run.ProcessorRatio:N2}",
            ]);

    public void Connections(int connections, long ours, long js) =>
        Show(
            "libp2p-connections",
            new[] { new { Connections = connections, Ours = ours, Js = js } },
            "libp2p over QUIC: bytes of a listener's memory for each open connection",
            ["connections", "ours", "js-libp2p"],
            run => [$"{run.Connections:N0}", $"{run.Ours:N0}", $"{run.Js:N0}"]);

    public void Streams(IReadOnlyList<Streams> runs) =>
        Show(
            "quic-streams",
            runs,
            "QUIC: MB/s on the streams of one connection, beside js-libp2p and a plain UDP copy of the same bytes, in the same run",
            ["streams", "bytes on all", "ours", "js-libp2p", "ratio", "processor time a MB, ms", "js-libp2p", "ratio", "plain copy", "of the plain copy"],
            run =>
            [
                $"{run.Count:N0}", $"{run.Bytes:N0}", $"{run.Megabytes:N1}", $"{run.JsMegabytes:N1}", $"{run.Ratio:N2}",
                $"{run.Processor:N1}", $"{run.JsProcessor:N1}", $"{run.ProcessorRatio:N2}",
                $"{run.PlainMegabytes:N0}", $"{run.RatioToPlain:N2}",
            ]);

    /// <summary>What is being measured now; for people who wait.</summary>
    public void Progress(string what)
    {
        if (!json && !Console.IsErrorRedirected) Console.Error.WriteLine($"bench: {what} ...");
    }

    private void Show<T>(
        string kind, IEnumerable<T> rows, string title, IReadOnlyList<string> headings, Func<T, IEnumerable<string>> cells)
    {
        if (json)
        {
            foreach (var row in rows) Console.WriteLine(JsonSerializer.Serialize(new { Kind = kind, Figures = row }, Spelling));
            return;
        }

        var table = new Table().Border(TableBorder.Markdown);
        foreach (var heading in headings) table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var row in rows) table.AddRow([.. cells(row)]);
        // A table that is cut to the width of a terminal cannot be compared with another.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 200);
        AnsiConsole.WriteLine(title);
        AnsiConsole.Write(table);
    }
}
