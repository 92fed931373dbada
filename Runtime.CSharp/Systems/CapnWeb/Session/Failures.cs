using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Exceptions as errors of a session, and back.</summary>
internal static class Failures
{
    /// <summary>The most bytes of a WebSocket's close reason.</summary>
    public const int MostReason = 123;

    public static Held Error(string message) => Make("Error", message, null, FSharpList<Tuple<string, Held>>.Empty);

    /// <summary>What the peer is told of an exception, as the application's filter has it.</summary>
    public static Held Of(Exception problem, Outbound to)
    {
        var options = to.Conversation.Options;
        if (options.OnSendError is { } filter) problem = filter(problem) ?? problem;
        return Write(problem, to, 0, options.SendsStacks);
    }

    public static Held Write(Exception problem, Outbound to, int depth, bool withStack)
    {
        var properties = FSharpList<Tuple<string, Held>>.Empty;
        if (problem is RpcException { Properties.Count: > 0 } one)
        {
            var converter = Converters.For(typeof(object));
            properties = ListModule.OfSeq(one.Properties.Select(pair =>
                new Tuple<string, Held>(pair.Key, converter.Write(pair.Value, to, depth + 1))));
        }

        return Make(NameOf(problem), problem.Message, withStack ? problem.StackTrace : null, properties);
    }

    /// <summary>The exception of a failure without stubs.</summary>
    public static RpcException Read(Held failure) => failure is Held.Error error
        ? new(error.Item.Name, error.Item.Message)
        : new(Text(failure));

    /// <summary>The exception of a failure; its properties read as what comes closest.</summary>
    public static RpcException Read(Held failure, Inbound from)
    {
        if (failure is not Held.Error { Item: var error }) return new(Text(failure)) { Properties = Thrown(failure, from) };
        var stack = error.Stack.IsValueSome ? error.Stack.Value : null;
        if (error.Properties.IsEmpty) return new(error.Name, error.Message) { RemoteStack = stack };
        var converter = Converters.For(typeof(object));
        var properties = new Dictionary<string, object?>();
        foreach (var (name, value) in error.Properties) properties[name] = converter.Read(value, from);
        return new(error.Name, error.Message) { RemoteStack = stack, Properties = properties };
    }

    /// <summary>A failure in a person's words.</summary>
    public static string Text(Held failure) => ResultText.reason(failure);

    /// <summary>What was thrown is no error but another value.</summary>
    private static Dictionary<string, object?> Thrown(Held value, Inbound from) =>
        new() { ["value"] = Converters.For(typeof(object)).Read(value, from) };

    private static string NameOf(Exception problem) => problem switch
    {
        RpcException named => named.Name,
        ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException => "RangeError",
        InvalidCastException or NullReferenceException => "TypeError",
        AggregateException => "AggregateError",
        _ => "Error",
    };

    private static Held Make(string name, string message, string? stack, FSharpList<Tuple<string, Held>> properties) =>
        Held.NewError(new(
            name, message, stack is null ? FSharpValueOption<string>.ValueNone : FSharpValueOption<string>.NewValueSome(stack), properties));
}
