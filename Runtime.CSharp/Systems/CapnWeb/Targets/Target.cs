using Microsoft.FSharp.Collections;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>What the peer can call. A failure is an exception.</summary>
internal abstract class Target
{
    /// <summary>Reads a property; an unknown one is undefined.</summary>
    public virtual ValueTask<Held> GetAsync(string name, Invocation invocation) => new(Held.Undefined);

    /// <summary>Calls a method.</summary>
    public virtual ValueTask<Held> CallAsync(string name, FSharpList<Held> arguments, Invocation invocation) =>
        throw NotAFunction(name);

    /// <summary>Calls the target itself.</summary>
    public virtual ValueTask<Held> ApplyAsync(FSharpList<Held> arguments, Invocation invocation) => throw NotAFunction("");

    /// <summary>The peer has given it up.</summary>
    public virtual void Dispose()
    {
    }

    protected static RpcException NotAFunction(string name) => new("TypeError", $"'{name}' is not a function.");
}

/// <summary>The main object of a side that has none, or an object that is gone.</summary>
internal sealed class MissingTarget(string problem) : Target
{
    public static readonly MissingTarget Main = new("This connection has no main object.");

    public static readonly MissingTarget Gone = new("The object was disposed.");

    public override ValueTask<Held> GetAsync(string name, Invocation invocation) => throw new RpcException(problem);

    public override ValueTask<Held> CallAsync(string name, FSharpList<Held> arguments, Invocation invocation) =>
        throw new RpcException(problem);

    public override ValueTask<Held> ApplyAsync(FSharpList<Held> arguments, Invocation invocation) => throw new RpcException(problem);
}
