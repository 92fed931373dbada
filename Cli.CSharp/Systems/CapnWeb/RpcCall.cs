using PeerFunctional.CapnWeb;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary>Makes calls that are written as text. None waits for another.</summary>
/// <param name="main">The peer's main object.</param>
internal sealed class RpcCall(RpcStub main)
{
    /// <summary>The items of the mappings around, innermost last.</summary>
    private readonly List<RpcStub> items = [];

    /// <summary>The result of a call; a text that is none is its own result.</summary>
    public Task<Value<Reference>> Ask(CallText call, CancellationToken cancellation) => Evaluate(call) switch
    {
        RpcPromise promise => promise.AsTask<Value<Reference>>(cancellation),
        Value<Reference> value => Task.FromResult(value),
        var other => throw new InvalidOperationException($"{other} is not a result"),
    };

    /// <summary>A stub, the promise of a result, or a value.</summary>
    private object Evaluate(CallText call) => call switch
    {
        CallText.Literal { Item: var value } => CallTextModule.literal(value),
        CallText.Items { Item: var values } => values.Select(Evaluate).ToArray(),
        CallText.Object { Item: var fields } => fields.ToDictionary(field => field.Item1, field => Evaluate(field.Item2)),
        CallText.Item { depth: var depth } => items[^(depth + 1)],
        CallText.Member { Item1: var target, Item2: var step } => Member(Stub(target), step),
        CallText.Call { Item1: CallText.Member { Item1: var target, Item2: PathStep.Name name }, Item2: var arguments } =>
            Stub(target).Call(name.Item, [.. arguments.Select(Evaluate)]),
        CallText.Call { Item1: var function, Item2: var arguments } => Stub(function).Apply([.. arguments.Select(Evaluate)]),
        CallText.Map map => Stub(map.Item1).Map(item =>
        {
            items.Add(item);
            try
            {
                return Evaluate(map.body);
            }
            finally
            {
                items.RemoveAt(items.Count - 1);
            }
        }),
        { IsMain: true } => main,
        _ => throw new InvalidOperationException($"{call} has no meaning"),
    };

    /// <summary>A call's text has made sure that it begins with a stub.</summary>
    private RpcStub Stub(CallText target) => (RpcStub)Evaluate(target);

    private static RpcPromise Member(RpcStub target, PathStep step) => step switch
    {
        PathStep.Index index => target.Get((int)index.Item),
        PathStep.Name name => target.Get(name.Item),
        _ => throw new InvalidOperationException($"{step} is not a step"),
    };
}
