using System.Globalization;
using Microsoft.FSharp.Collections;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli;

/// <summary><c>peer feed import</c>: takes from a stick what extends the logs.</summary>
internal static class FeedImportCommand
{
    /// <summary>How many events become durable in one go.</summary>
    private const int Together = 8_192;

    public static Task<int> Run(Command.FeedImport command, Screen screen, CancellationToken cancellation)
    {
        var signatures = new Ed25519();
        var stick = Stick.Open(command.source);
        using var own = OwnFeed.Open(command.dir, signatures, screen);
        screen.Welcome($"importing new events from '{stick.Directory}'");

        var offers = StoredFeeds.Offers(stick.Read(), signatures, cancellation).ToList();
        screen.Story();
        screen.Story(string.Create(CultureInfo.InvariantCulture, $"** found {offers.Count} event(s) in '{stick.Directory}'"));
        screen.Story(string.Create(CultureInfo.InvariantCulture,
            $"** found {own.Store.Heads.Sum(feed => feed.Head.Seq)} event(s) in '{LogFiles.Folder}'"));

        var intakes = offers.GroupBy(offer => OfferModule.@event(offer).Feed)
            .Select(feed => (Feed: feed.Key, Intake: Sort(own, feed.Key, [.. feed])))
            .ToList();
        CreateLogs(own.Store, intakes.Where(feed => !feed.Intake.Taken.IsEmpty).Select(feed => feed.Feed), screen);
        var imported = Import(own.Store, [.. intakes.SelectMany(feed => feed.Intake.Taken).Select(taken => taken.Event)], screen, cancellation);

        var refused = intakes.SelectMany(feed => feed.Intake.Refused).Select(refused => refused.Item2)
            .Concat(Enumerable.Repeat(ProblemModule.name(Problem.UndecodableEvent), (int)stick.Undecodable))
            .CountBy(reason => reason).OrderBy(reason => reason.Key, StringComparer.Ordinal).ToDictionary();
        foreach (var (reason, count) in refused)
            screen.Warn(string.Create(CultureInfo.InvariantCulture, $"{count} event(s) of '{stick.Directory}' refused: {reason}"));

        screen.Story();
        screen.Story(string.Create(CultureInfo.InvariantCulture, $"** imported {imported} event(s) to the '{LogFiles.Folder}' directory"));
        screen.Object(new { Found = offers.Count, Imported = imported, Refused = refused });
        return Task.FromResult(ExitCode.Done);
    }

    private static Intake Sort(OwnFeed own, FeedId feed, List<Offer> offers)
    {
        var seqs = offers.Select(offer => OfferModule.@event(offer).Seq).ToHashSet();
        var held = own.Store.Read(feed, seqs.Min(), seqs.Max() - seqs.Min() + 1)
            .Where(stored => seqs.Contains(stored.Seq))
            .Select(stored => Tuple.Create(stored.Seq, stored.Hash));
        return IntakeModule.ofFeed(feed.Equals(own.Feed), own.Store.Head(feed), MapModule.OfSeq(held), ListModule.OfSeq(offers));
    }

    private static void CreateLogs(LogStore store, IEnumerable<FeedId> feeds, Screen screen)
    {
        var unseen = feeds.Where(feed => store.FileName(feed) is null).ToList();
        if (unseen.Count > 0) screen.Story();
        foreach (var feed in unseen)
        {
            if (store.CreateLog(feed) is AppendOutcome.Failed failed) throw failed.Reason;
            screen.Story($"** creating {LogFiles.Folder}/{store.FileName(feed)} for {feed}");
        }
    }

    private static int Import(LogStore store, List<Event> events, Screen screen, CancellationToken cancellation)
    {
        if (events.Count > 0) screen.Story();
        foreach (var together in events.Chunk(Together))
        {
            cancellation.ThrowIfCancellationRequested();
            switch (store.Append(together))
            {
                case AppendOutcome.Failed failed:
                    throw failed.Reason;
                case AppendOutcome.Refused refused:
                    throw new StoreException("refused", $"{refused.Event.Feed}:{refused.Event.Seq} does not extend its log: {refused.Misfit}");
            }
            foreach (var imported in together)
            {
                screen.Story($"** import {imported.Feed}/{imported.Seq}");
                screen.Object(new { Feed = imported.Feed.ToString(), imported.Seq });
            }
        }
        return events.Count;
    }
}
