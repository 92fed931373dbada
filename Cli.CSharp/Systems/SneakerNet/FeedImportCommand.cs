using System.Globalization;
using Microsoft.FSharp.Collections;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary><c>peer feed import</c>: takes from a stick what extends the logs.</summary>
internal static class FeedImportCommand
{
    /// <summary>How many events become durable in one go.</summary>
    private const int Together = 8_192;

    public static Task<int> Run(SneakerNetCommand.FeedImport command, Screen screen, CancellationToken cancellation)
    {
        var signatures = new Ed25519();
        var stick = ExportDirectory.Open(FolderOf(command.source));
        using var own = OwnFeed.Open(command.dir, signatures, screen, cancellation);
        screen.Welcome($"importing new events from '{stick.Directory}'");

        var files = new Dictionary<Event, string>(ReferenceEqualityComparer.Instance);
        foreach (var (offered, file) in stick.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(offered, file);
        }
        var offers = Verify(files.Keys, signatures, screen, cancellation);
        screen.Story();
        screen.Story(string.Create(CultureInfo.InvariantCulture, $"** found {offers.Count} event(s) in '{stick.Directory}'"));
        screen.Story(string.Create(CultureInfo.InvariantCulture,
            $"** found {own.Store.Heads.Sum(feed => feed.Head.Seq)} event(s) in '{LogFiles.Folder}'"));

        var intakes = offers.GroupBy(offer => OfferedEventModule.@event(offer).Feed)
            .Select(feed => Sort(own, feed.Key, [.. feed]))
            .ToList();
        var taken = intakes.SelectMany(plan => plan.Taken).Select(verified => verified.Event).ToList();
        var (imported, failure) = Import(own.Store, taken, screen, cancellation);

        var refused = intakes.SelectMany(plan => plan.Refused)
            .Select(refused => (Event: refused.Item1, Reason: refused.Item2, File: files[refused.Item1]))
            .ToList();
        screen.Warn(
            stick.Damage.Select(place => place.ToString())
                .Concat(refused.Select(each => $"{each.File}: {each.Reason}: {each.Event.Feed}:{each.Event.Seq} is refused")),
            stick.DamageCount + refused.Count);

        screen.Story();
        screen.Story(string.Create(CultureInfo.InvariantCulture, $"** imported {imported} event(s) to the '{LogFiles.Folder}' directory"));
        screen.Object(new
        {
            Found = offers.Count,
            Imported = imported,
            Refused = refused.CountBy(each => each.Reason).OrderBy(reason => reason.Key, StringComparer.Ordinal).ToDictionary(),
            Damaged = stick.Damage,
            Reason = failure?.Message,
        });
        return Task.FromResult(Conclude(stick, imported, taken.Count, refused.Count, failure, screen));
    }

    /// <summary>Where the events are: of a feed directory, which has none itself, in its logs.</summary>
    private static string FolderOf(string source)
    {
        var logs = Path.Combine(source, LogFiles.Folder);
        return Directory.Exists(logs) && LogFiles.In(source).Count == 0 ? logs : source;
    }

    private static List<OfferedEvent> Verify(
        IReadOnlyCollection<Event> events, ISignatures signatures, Screen screen, CancellationToken cancellation)
    {
        var bar = new ProgressBar(screen, "events verified", TimeProvider.System);
        var offers = new List<OfferedEvent>();
        foreach (var offer in StoredFeeds.Offers(events, signatures, cancellation))
        {
            offers.Add(offer);
            bar.Show(offers.Count, events.Count);
        }
        bar.Complete(offers.Count);
        return offers;
    }

    private static int Conclude(ExportDirectory stick, int imported, int offered, int refused, StoreException? failure, Screen screen)
    {
        if (failure is not null)
            return screen.Fail(string.Create(CultureInfo.InvariantCulture, $"feed import: imported {imported} of {offered} event(s), then: {failure.Message}"));
        return stick.DamageCount + refused == 0
            ? ExitCode.Done
            : screen.Fail(string.Create(CultureInfo.InvariantCulture,
                $"feed import: imported {imported} event(s), refused {refused} event(s) and found {stick.DamageCount} damaged place(s) in '{stick.Directory}': export to it again"));
    }

    private static ImportPlan Sort(OwnFeed own, FeedId feed, List<OfferedEvent> offers)
    {
        var seqs = offers.Select(offer => OfferedEventModule.@event(offer).Seq).ToHashSet();
        var held = own.Store.Read(feed, seqs.Min(), seqs.Max() - seqs.Min() + 1)
            .Where(stored => seqs.Contains(stored.Seq))
            .Select(stored => Tuple.Create(stored.Seq, stored.Hash));
        return ImportPlanModule.forFeed(feed.Equals(own.Feed), own.Store.Head(feed), MapModule.OfSeq(held), ListModule.OfSeq(offers));
    }

    /// <summary>Appends, and tells of new logs first, as the original does; answers how many events are durable, and what ended it before the last.</summary>
    private static (int Imported, StoreException? Failure) Import(LogStore store, List<Event> events, Screen screen, CancellationToken cancellation)
    {
        var imported = 0;
        foreach (var together in events.Chunk(Together))
        {
            cancellation.ThrowIfCancellationRequested();
            var unseen = together.Select(next => next.Feed).Distinct().Where(feed => store.FileName(feed) is null).ToList();
            switch (store.Append(together))
            {
                case AppendOutcome.Failed failed:
                    return (imported, failed.Reason);
                case AppendOutcome.Refused refused:
                    throw new StoreException("refused", $"{refused.Event.Feed}:{refused.Event.Seq} does not extend its log: {refused.AppendError}");
            }
            Tell(together, unseen, store, screen);
            imported += together.Length;
        }
        return (imported, null);
    }

    private static void Tell(Event[] imported, List<FeedId> created, LogStore store, Screen screen)
    {
        if (created.Count > 0) screen.Story();
        foreach (var feed in created) screen.Story($"** creating {LogFiles.Folder}/{store.FileName(feed)} for {feed}");
        screen.Story();
        foreach (var each in imported)
        {
            screen.Story($"** import {each.Feed}/{each.Seq}");
            screen.Object(new { Feed = each.Feed.ToString(), each.Seq });
        }
    }
}
