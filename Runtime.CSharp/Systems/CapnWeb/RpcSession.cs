using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>A session with a peer: each side can call the other's main object, and whatever objects they give each other.</summary>
public sealed class RpcSession : IAsyncDisposable
{
    private readonly Conversation conversation;
    private readonly Task over;
    private readonly BatchClientWire? batch;

    private RpcSession(Conversation conversation, Task over, BatchClientWire? batch = null)
    {
        (this.conversation, this.over, this.batch) = (conversation, over, batch);
        Main = new(conversation, Hook.NewImport(0), isBorrowed: false);
    }

    /// <summary>The peer's main object. Disposing it ends the session.</summary>
    public RpcStub Main { get; }

    /// <summary>Ends with the reason once the session has.</summary>
    public Task<RpcException> Broken => conversation.Broken;

    /// <summary>Ends when the session has, and the transport is closed.</summary>
    public Task Completion => over;

    /// <summary>Objects and functions of this side that the peer may call, with the main object.</summary>
    public int Exports => conversation.Targets.Count;

    /// <summary>
    /// Opens a session with the peer at an address: <c>ws</c> and <c>wss</c> are WebSockets; <c>http</c> and <c>https</c> are one
    /// batch, which is sent with <see cref="SendAsync"/>, or by itself a moment after a result is waited for.
    /// </summary>
    /// <param name="address">Such as <c>ws://127.0.0.1:8080/rpc</c>.</param>
    /// <param name="main">What the peer may call: an object of a marked type, a delegate, or null.</param>
    /// <param name="options">What the session may cost.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="IOException">Nobody answers at the address; the message says why.</exception>
    /// <exception cref="ArgumentException">The address has another scheme.</exception>
    public static async Task<RpcSession> ConnectAsync(
        Uri address, object? main = null, RpcOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        switch (address.Scheme)
        {
            case "http" or "https":
                return Batch(address, main, options);
            case "ws" or "wss":
                return Over(await WebSocketClient.ConnectAsync(address, options, cancellation).ConfigureAwait(false), main, options);
            default:
                throw new ArgumentException($"'{address}' must begin with ws:, wss:, http: or https:.", nameof(address));
        }
    }

    /// <summary>A session over any transport of messages, which it closes in the end.</summary>
    /// <param name="transport">Carries the messages.</param>
    /// <param name="main">What the peer may call: an object of a marked type, a delegate, or null.</param>
    /// <param name="options">What the session may cost.</param>
    public static RpcSession Over(IRpcTransport transport, object? main = null, RpcOptions? options = null)
    {
        options ??= new();
        MessageWire? wire = null;
        var conversation = new Conversation(options, main, it => wire = new(transport, options, it));
        return new(conversation, RunAsync(transport, wire!));
    }

    /// <summary>One batch: calls are collected, and their results come in one answer.</summary>
    /// <param name="address">An <c>http</c> or <c>https</c> address, such as <c>http://127.0.0.1:8080/rpc/batch</c>.</param>
    /// <param name="main">What the peer may call within the batch, or null.</param>
    /// <param name="options">What the session may cost.</param>
    public static RpcSession Batch(Uri address, object? main = null, RpcOptions? options = null)
    {
        options ??= new();
        BatchClientWire? wire = null;
        var conversation = new Conversation(options, main, it => wire = new(address, options, it));
        return new(conversation, wire!.Over, wire);
    }

    /// <summary>The peer's main object through an interface, which need not be marked. Disposing it ends the session.</summary>
    public T Get<T>() where T : class => Main.As<T>();

    /// <summary>Sends a batch now, and waits for its answer. Other sessions send everything at once.</summary>
    /// <exception cref="IOException">The batch had no answer; the message says why.</exception>
    public Task SendAsync(CancellationToken cancellation = default) => batch?.SendAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>Ends the session: what is open fails on both sides.</summary>
    public async ValueTask DisposeAsync()
    {
        Main.Dispose();
        await over.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task RunAsync(IRpcTransport transport, MessageWire wire)
    {
        await Task.Yield();
        await wire.ReceiveAsync().ConfigureAwait(false);
        await wire.Closed.ConfigureAwait(false);
        (transport as IDisposable)?.Dispose();
    }
}
