namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>A stream of the application that is sent; it begins when its message has gone out.</summary>
internal sealed class SourceTarget(IAsyncEnumerable<object?> chunks, Converter converter) : Target
{
    public IAsyncEnumerable<object?> Chunks => chunks;

    public Converter Converter => converter;

    /// <summary>What a target gives as a stream: a stream that came goes on to where it is sent. Null where it gives none.</summary>
    public static SourceTarget? Of(Target target) => target switch
    {
        SourceTarget source => source,
        PipeTarget pipe => new(Rest(pipe), Converters.For(typeof(Held))),
        _ => null,
    };

    private static async IAsyncEnumerable<object?> Rest(PipeTarget pipe)
    {
        var converter = Converters.For(typeof(Held));
        try
        {
            while (await pipe.TakeAsync(converter, CancellationToken.None).ConfigureAwait(false) is var (isThere, chunk) && isThere)
                yield return chunk;
        }
        finally
        {
            pipe.GiveUp();
        }
    }
}
