using System.Text.Json;
using PeerFunctional.Kernel;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Systems.Link;

namespace PeerFunctional.Cli.Systems.Link;

/// <summary><c>peer demo link</c>: two peers of this machine find each other and talk.</summary>
internal static class LinkDemoCommand
{
    /// <summary>A port of the demo's own, so that no other peer of the network takes part.</summary>
    private const int SearchPort = 41_024;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly string[] Words = ["hello", "how many are you?", "café ☕"];

    public static async Task<int> Run(Screen screen, CancellationToken cancellation)
    {
        screen.Story("Bob listens. Alice searches for peers, finds Bob, and offers a link of JSON values; Bob accepts.");
        screen.Story("Then Alice sends three values, and Bob answers each.");
        screen.Story();

        await using var bob = LinkPeer.Listen(new()
        {
            DiscoveryPort = SearchPort,
            Linked = link => _ = AnswerAsync(link, cancellation),
            Told = notice => Tell("bob", notice, screen),
        });
        await using var alice = LinkPeer.Listen(new() { Told = notice => Tell("alice", notice, screen) });
        var talk = TalkAsync(alice, bob, screen, cancellation);
        // A peer that fails ends the demo with what went wrong.
        await (await Task.WhenAny(talk, alice.Completion, bob.Completion));
        return await talk;
    }

    private static async Task<int> TalkAsync(LinkPeer alice, LinkPeer bob, Screen screen, CancellationToken cancellation)
    {
        var found = await LinkPeer.DiscoverAsync([new Endpoint("127.255.255.255", SearchPort)], Pause, cancellation);
        screen.Story($"alice: found {string.Join(", ", found)}");
        var target = found.Select(PeerNameModule.endpoint).FirstOrDefault(endpoint => endpoint.IsSome && endpoint.Value.Equals(bob.Address));
        if (target.IsNone) return screen.Fail($"demo: the search did not find the peer at {bob.Address}; try: peer link discover");

        var link = await alice.ConnectAsync(target.Value, new(DataType.Json, true, false), cancellation);
        await using var answers = link.GetAsyncEnumerator(cancellation);
        var heard = new List<string>();
        foreach (var word in Words)
        {
            screen.Story($"alice: sends \"{word}\"");
            await link.SendAsync(JsonSerializer.SerializeToElement(word), cancellation);
            if (!await answers.MoveNextAsync()) return screen.Fail($"demo: the link ended: {await link.Ended}");
            heard.Add(VisibleText.In(answers.Current.Value(out _)?.GetRawText() ?? ""));
            screen.Story($"alice: receives {heard[^1]}");
        }

        await link.DisposeAsync();
        screen.Story();
        screen.Object(new { Said = Words.Length, Heard = heard.Count });
        screen.Answer($"** Alice sent {Words.Length} values and received {heard.Count} answers, complete and in order");
        return ExitCode.Done;
    }

    private static async Task AnswerAsync(Runtime.Systems.Link.Link link, CancellationToken cancellation)
    {
        await foreach (var item in link.WithCancellation(cancellation))
        {
            var said = item.Value(out _)?.GetString() ?? "";
            await link.SendAsync(JsonSerializer.SerializeToElement(new { heard = said, letters = said.Length }), cancellation);
        }
    }

    private static void Tell(string side, Notice notice, Screen screen)
    {
        screen.Notice(NoticeModule.facts(notice), side);
        if (NoticeModule.isDetail(notice)) screen.Detail($"{side}: {NoticeModule.line(notice)}");
        else screen.Story($"{side}: {NoticeModule.line(notice)}");
    }
}
