namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>A stream of the application that is sent; it begins when its message has gone out.</summary>
internal sealed class SourceTarget(IAsyncEnumerable<object?> chunks, Converter converter) : Target
{
    public IAsyncEnumerable<object?> Chunks => chunks;

    public Converter Converter => converter;
}
