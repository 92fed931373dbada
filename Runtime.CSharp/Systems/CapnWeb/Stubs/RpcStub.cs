using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>
/// An object or a function of the peer, or the promise of one. Its calls are sent at once, in order; nobody waits for the results of
/// earlier ones. Safe to use from any number of threads.
/// </summary>
public class RpcStub : IDisposable
{
    /// <summary>The path to the thing itself.</summary>
    internal static readonly FSharpList<PathStep> NoPath = FSharpList<PathStep>.Empty;

    private readonly bool isBorrowed;
    private int isGone;

    internal RpcStub(Caller caller, Hook hook, bool isBorrowed) : this(caller, hook, NoPath, isBorrowed)
    {
    }

    internal RpcStub(Caller caller, Hook hook, FSharpList<PathStep> path, bool isBorrowed) =>
        (Caller, Hook, Path, this.isBorrowed) = (caller, hook, path, isBorrowed);

    /// <summary>Ends with the reason once no call can succeed any more: the session is over.</summary>
    public virtual Task<RpcException> Broken => Caller.Broken;

    internal Caller Caller { get; }

    internal Hook Hook { get; }

    /// <summary>The property of the hook's thing that this is.</summary>
    internal FSharpList<PathStep> Path { get; }

    internal bool HasPath => !Path.IsEmpty;

    /// <summary>The stub behind a typed proxy, or behind a delegate that came from a peer.</summary>
    /// <exception cref="ArgumentException">The object is neither.</exception>
    public static RpcStub Of(object proxy) => proxy switch
    {
        RpcStub stub => stub,
        RpcProxy made => made.Stub,
        Delegate function when DelegateConverter.StubOf(function) is { } stub => stub,
        _ => throw new ArgumentException($"{proxy.GetType()} is not a stub of a peer.", nameof(proxy)),
    };

    /// <summary>
    /// One more proxy or delegate for the same thing, which lives until it is disposed itself. What came as an argument dies when the
    /// call ends, so what outlives the call is duplicated.
    /// </summary>
    public static T Dup<T>(T proxy) where T : class => (T)Typed(proxy is Delegate ? proxy.GetType() : typeof(T), Of(proxy).Dup());

    /// <summary>A property, which is read once it is awaited.</summary>
    public RpcPromise Get(string name) => Get(PathStep.NewName(name));

    /// <summary>An item of an array, which is read once it is awaited.</summary>
    public RpcPromise Get(int index) => Get(PathStep.NewIndex(index));

    /// <summary>A property of a known type, which is read once it is awaited.</summary>
    public RpcPromise<T> Get<T>(string name)
    {
        var (caller, hook) = Locate();
        return new(caller, hook, Append(PathStep.NewName(name)), isBorrowed: true);
    }

    /// <summary>Calls a method.</summary>
    /// <exception cref="RpcException">An argument cannot be sent.</exception>
    public RpcPromise Call(string method, params object?[] arguments)
    {
        var (caller, hook) = Locate();
        return new(caller, Send(caller, hook, Append(PathStep.NewName(method)), arguments), NoPath, isBorrowed: false);
    }

    /// <summary>Calls a method whose result has a known type.</summary>
    /// <exception cref="RpcException">An argument cannot be sent.</exception>
    public RpcPromise<T> Call<T>(string method, params object?[] arguments)
    {
        var (caller, hook) = Locate();
        return new(caller, Send(caller, hook, Append(PathStep.NewName(method)), arguments), NoPath, isBorrowed: false);
    }

    /// <summary>Calls the thing itself, which is a function.</summary>
    /// <exception cref="RpcException">An argument cannot be sent.</exception>
    public RpcPromise Apply(params object?[] arguments)
    {
        var (caller, hook) = Locate();
        return new(caller, Send(caller, hook, Path, arguments), NoPath, isBorrowed: false);
    }

    /// <summary>
    /// Runs a function for each item of an array on the peer's side, in one round trip. The function is run here once, with a recorder in the item's
    /// place: it calls the item and other stubs, and does nothing else with them. Null stays null; another value is one item.
    /// </summary>
    public RpcPromise Map(Func<RpcStub, object?> function)
    {
        var (caller, hook) = Locate();
        return new(caller, caller.Map(hook, Path, (recorder, item) => recorder.Write(function(item), typeof(object))), NoPath, isBorrowed: false);
    }

    /// <summary>The same for items of a marked interface.</summary>
    public RpcPromise<TResult[]> Map<TItem, TResult>(Func<TItem, Task<TResult>> function) where TItem : class =>
        MapAs<TItem, TResult>((recorder, item) => recorder.Write(function(item), typeof(Task<TResult>)));

    /// <inheritdoc cref="Map{TItem,TResult}(Func{TItem,Task{TResult}})"/>
    public RpcPromise<TResult[]> Map<TItem, TResult>(Func<TItem, RpcPromise<TResult>> function) where TItem : class =>
        MapAs<TItem, TResult>((recorder, item) => recorder.Write(function(item), typeof(RpcPromise<TResult>)));

    /// <summary>A typed proxy, or a delegate, for the same thing; disposing one disposes the other.</summary>
    /// <typeparam name="T">An interface, marked or not, or a delegate's type.</typeparam>
    public T As<T>() where T : class => (T)Typed(typeof(T), this);

    /// <summary>One more stub for the same thing, which lives until it is disposed itself.</summary>
    public RpcStub Dup()
    {
        ObjectDisposedException.ThrowIf(isGone != 0, this);
        if (HasPath) return new(Caller, Caller.Call(Hook, Path, null, Caller.NewOutbound()), isBorrowed: false);
        Caller.Retain(Hook);
        return new(Caller, Hook, isBorrowed: false);
    }

    /// <summary>Gives it up; the peer may dispose what it leads to.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()"/>
    protected virtual void Dispose(bool isDisposing)
    {
        if (Interlocked.Exchange(ref isGone, 1) == 0 && !isBorrowed && !HasPath) Caller.Drop(Hook);
    }

    /// <summary>The reference passes to who asks for it; false where it is another's, or gone.</summary>
    internal bool TryPass() => !isBorrowed && Interlocked.Exchange(ref isGone, 1) == 0;

    /// <summary>The session has given it up.</summary>
    internal void Expire() => Volatile.Write(ref isGone, 1);

    /// <summary>Who makes its calls now: while a mapping is recorded, the recorder.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed, or came with a call that has ended.</exception>
    internal (Caller Caller, Hook Hook) Locate()
    {
        ObjectDisposedException.ThrowIf(isGone != 0, this);
        return Recorder.Current is { } recorder && recorder != Caller ? (recorder, recorder.Capture(this)) : (Caller, Hook);
    }

    internal FSharpList<PathStep> Append(PathStep step) =>
        Path.IsEmpty ? ListModule.Singleton(step) : ListModule.Append(Path, ListModule.Singleton(step));

    internal static object Typed(Type type, RpcStub stub) =>
        typeof(Delegate).IsAssignableFrom(type) ? ((DelegateConverter)Converters.For(type)).Make(stub)
        : type == typeof(RpcStub) ? stub
        : type.IsInterface ? RpcProxy.Create(type, stub)
        : throw new ArgumentException($"{type} is neither an interface nor a delegate.");

    private static Hook Send(Caller caller, Hook hook, FSharpList<PathStep> path, object?[] arguments)
    {
        var outbound = caller.NewOutbound();
        try
        {
            var dynamic = Converters.For(typeof(object));
            return caller.Call(hook, path, ListModule.OfSeq(arguments.Select(one => dynamic.Write(one, outbound, 0))), outbound);
        }
        catch
        {
            outbound.Undo();
            throw;
        }
    }

    private RpcPromise Get(PathStep step)
    {
        var (caller, hook) = Locate();
        return new(caller, hook, Append(step), isBorrowed: true);
    }

    private RpcPromise<TResult[]> MapAs<TItem, TResult>(Func<Recorder, TItem, Held> function) where TItem : class
    {
        var (caller, hook) = Locate();
        var result = caller.Map(hook, Path, (recorder, item) => function(recorder, (TItem)Typed(typeof(TItem), item)));
        return new(caller, result, NoPath, isBorrowed: false);
    }
}
