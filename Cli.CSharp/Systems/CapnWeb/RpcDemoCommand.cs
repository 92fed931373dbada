using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary><c>peer demo rpc</c>: two peers of this machine call each other's objects, without a network.</summary>
internal static class RpcDemoCommand
{
    public static async Task<int> Run(Screen screen, CancellationToken cancellation)
    {
        screen.Story("Alice keeps a list of notes and serves it. Bob adds notes, and gives Alice a function that she calls with each.");
        screen.Story("Then Bob asks in one round trip for the first note in capital letters, and for the length of every note.");
        screen.Story();

        var (one, other) = MemoryTransport.CreatePair();
        await using var alice = RpcSession.Over(one, new Notes());
        await using var bob = RpcSession.Over(other);
        var notes = bob.Get<INotes>();

        var heard = new List<string>();
        await notes.Follow(note =>
        {
            heard.Add(note);
            screen.Story($"alice tells bob: {note}");
            return Task.CompletedTask;
        });
        foreach (var text in (string[])["hello", "how are you?", "café ☕"])
        {
            screen.Story($"bob adds: {text}");
            await notes.Add(text);
        }

        var list = bob.Main.Call("all");
        var first = list.Get(0).Call<string>("shout");
        var lengths = list.Map<INote, int>(note => note.Length());
        screen.Story();
        screen.Story($"the first note, shouted by alice: {await first}");
        screen.Story($"the lengths, counted by alice: {string.Join(", ", await lengths)}");
        screen.Story();
        screen.Object(new { Heard = heard.Count });
        screen.Answer($"** Bob added 3 notes and heard of {heard.Count}; the last two answers took one round trip");
        cancellation.ThrowIfCancellationRequested();
        return ExitCode.Done;
    }

    /// <summary>What Bob knows of Alice's object.</summary>
    [RpcTarget]
    internal interface INotes
    {
        Task Add(string text);

        Task Follow(Func<string, Task> follower);

        Task<INote[]> All();
    }

    [RpcTarget]
    internal interface INote
    {
        Task<string> Shout();

        Task<int> Length();
    }

    [RpcTarget]
    internal sealed class Notes : INotes
    {
        private readonly List<string> texts = [];
        private Func<string, Task>? follower;

        public Task Add(string text)
        {
            texts.Add(text);
            return follower?.Invoke(text) ?? Task.CompletedTask;
        }

        public Task Follow(Func<string, Task> follower)
        {
            this.follower = RpcStub.Dup(follower);
            return Task.CompletedTask;
        }

        public Task<INote[]> All() => Task.FromResult<INote[]>([.. texts.Select(text => new Note(text))]);
    }

    [RpcTarget]
    internal sealed class Note(string text) : INote
    {
        public Task<string> Shout() => Task.FromResult(text.ToUpperInvariant());

        public Task<int> Length() => Task.FromResult(text.Length);
    }
}
