using System.Text.Json;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Systems.Link;

namespace PeerFunctional.Cli.Systems.Link;

/// <summary>Prints what a peer of links tells, a line each, and each item as a JSON line.</summary>
internal sealed class LinkStory(Screen screen)
{
    /// <summary>Bytes of an item whose value is printed; of a larger one its size is.</summary>
    private const int MaxPrinted = 32_768;

    private readonly Lock gate = new();
    private readonly RateLimiter limiter = new(TimeProvider.System);

    /// <summary>The ends of links, by their partners, whose items are still printed.</summary>
    private readonly Dictionary<PeerName, List<Notice>> held = [];

    /// <summary>What a stranger can cause as often as it likes is told at a bounded rate.</summary>
    public void Tell(Notice notice)
    {
        // An item is printed by its reader, with its value.
        if (screen.Quiet || notice.IsItemCame || notice.IsItemSent) return;
        lock (gate)
        {
            if (notice is Notice.LinkEnded ended && held.TryGetValue(ended.Item2, out var ends))
            {
                ends.Add(notice);
                return;
            }

            if (FloodOf(notice) is { } kind)
            {
                if (!limiter.Admits(kind, out var withheld)) return;
                if (withheld > 0) Withheld(kind, withheld);
            }

            screen.Notice(NoticeModule.facts(notice));
            // The command says on standard error that it made no link.
            if (notice.IsConnectFailed) return;
            if (NoticeModule.isDetail(notice)) screen.Detail(NoticeModule.line(notice));
            else screen.Story(NoticeModule.line(notice));
        }
    }

    /// <summary>Says at the end what was withheld.</summary>
    public void Conclude()
    {
        lock (gate)
            foreach (var (kind, withheld) in limiter.Rest()) Withheld(kind, withheld);
    }

    /// <summary>Prints the items of a link, each as an object, until it ends; a link whose items cannot be written is ended.</summary>
    /// <param name="link">The link.</param>
    /// <param name="save">Writes an item to a file, and answers its name; null where items are not written.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task PrintAsync(Runtime.Systems.Link.Link link, Func<LinkItem, string>? save, CancellationToken cancellation)
    {
        lock (gate) held[link.Partner] = [];
        try
        {
            await foreach (var item in link.WithCancellation(cancellation))
                using (item) Print(link, item, save?.Invoke(item));
        }
        catch (IOException e)
        {
            screen.Warn($"ended the link with {link.Partner}, because its items cannot be written: {e.Message}");
            await link.DisposeAsync();
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            Release(link.Partner);
        }
    }

    /// <summary>Tells the end of a link once its items are printed.</summary>
    private void Release(PeerName partner)
    {
        List<Notice>? ends;
        lock (gate) held.Remove(partner, out ends);
        foreach (var end in ends ?? []) Tell(end);
    }

    private void Print(Runtime.Systems.Link.Link link, LinkItem item, string? file)
    {
        Kernel.Malformation? problem = null;
        var isPrinted = file is null && item.Bytes.Length <= MaxPrinted;
        // A file's name tells the type, except of JSON that holds no value.
        var value = isPrinted || (file is not null && item.Type.IsJson) ? item.Value(out problem) : null;
        lock (gate)
        {
            screen.Shown(VisibleText.In(JsonSerializer.Serialize(
                new
                {
                    notice = screen.Json ? "item" : null,
                    peer = link.Partner.ToString(),
                    type = DataTypeModule.name(item.Type),
                    size = item.Bytes.Length,
                    value = isPrinted ? value : null,
                    file,
                    refused = problem?.Problem,
                },
                Line)));
        }
    }

    private static readonly JsonSerializerOptions Line = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static string? FloodOf(Notice notice) => notice switch
    {
        { IsOfferRefused: true } => "offer-refused",
        { IsCallerRefused: true } => "caller-refused",
        { IsIgnored: true } => "ignored",
        { IsSearchAnswered: true } => "answered",
        { IsLinked: true } => "linked",
        { IsLinkEnded: true } => "link-ended",
        _ => null,
    };

    private void Withheld(string kind, long count)
    {
        screen.Object(new { Notice = "withheld", Kind = kind, Count = count });
        screen.Story($"... and {count:N0} more: {kind}");
    }
}
