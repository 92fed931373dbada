namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>
/// A call failed: the peer rejected it, or the session ended before its result. Thrown by a target, it reaches the caller as it is.
/// </summary>
/// <param name="name">The kind of the error in JavaScript's words, such as <c>TypeError</c>.</param>
/// <param name="message">What went wrong.</param>
public class RpcException(string name, string message) : Exception(message)
{
    /// <summary>An error of JavaScript's general kind, <c>Error</c>.</summary>
    public RpcException(string message) : this("Error", message)
    {
    }

    /// <summary>The kind of the error in JavaScript's words, such as <c>TypeError</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The stack that the peer sent; null where it sent none, as peers do unless they are told to.</summary>
    public string? RemoteStack { get; init; }

    /// <summary>The error's own properties, such as <c>cause</c>.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; init; } = EmptyProperties;

    private static readonly Dictionary<string, object?> EmptyProperties = [];
}
