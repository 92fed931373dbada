using System.Runtime.CompilerServices;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Sequences that come bit by bit, as readable streams.</summary>
internal sealed class AsyncEnumerableConverter<T> : Converter<IAsyncEnumerable<T>>
{
    private readonly Lazy<Converter> item = new(() => Converters.For(typeof(T)));

    protected override Held WriteValue(IAsyncEnumerable<T> value, Outbound to, int depth) =>
        Held.NewReference(to.AddReadable(new SourceTarget(Chunks(value), item.Value)));

    protected override IAsyncEnumerable<T> ReadValue(Held value, Inbound from) =>
        value is Held.Reference { Item: Reference.Readable } reference && from.Pipe(reference.Item) is { } pipe
            ? Read(pipe)
            : throw Unlike("a readable stream", value);

    private async IAsyncEnumerable<T> Read(PipeTarget pipe, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        try
        {
            while (await pipe.TakeAsync(item.Value, cancellation).ConfigureAwait(false) is var (isThere, chunk) && isThere)
                yield return (T)chunk!;
        }
        finally
        {
            pipe.GiveUp();
        }
    }

    private static async IAsyncEnumerable<object?> Chunks(
        IAsyncEnumerable<T> source, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var one in source.WithCancellation(cancellation).ConfigureAwait(false)) yield return one;
    }
}

/// <summary>Streams of bytes, as readable streams.</summary>
internal sealed class StreamConverter : Converter<Stream>
{
    /// <summary>Bytes of one chunk, at most.</summary>
    private const int ChunkSize = 16 * 1024;

    /// <summary>The bytes of a stream, as they are read; the stream is disposed in the end.</summary>
    public static SourceTarget Source(Stream bytes) => new(Chunks(bytes), Converters.For(typeof(byte[])));

    /// <summary>The bytes of a content, as they are read.</summary>
    public static SourceTarget Source(HttpContent content) => new(Chunks(content), Converters.For(typeof(byte[])));

    protected override Held WriteValue(Stream value, Outbound to, int depth) => Held.NewReference(to.AddReadable(Source(value)));

    protected override Stream ReadValue(Held value, Inbound from) =>
        value is Held.Reference { Item: Reference.Readable } reference && from.Pipe(reference.Item) is { } pipe
            ? new PipeStream(pipe)
            : throw Unlike("a readable stream", value);

    private static async IAsyncEnumerable<object?> Chunks(
        HttpContent content, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var bytes = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await foreach (var chunk in Chunks(bytes, cancellation).ConfigureAwait(false)) yield return chunk;
    }

    private static async IAsyncEnumerable<object?> Chunks(Stream source, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using (source.ConfigureAwait(false))
        {
            var buffer = new byte[ChunkSize];
            while (await source.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var length and > 0) yield return buffer[..length];
        }
    }
}

/// <summary>Bytes with a media type.</summary>
internal sealed class BlobConverter : Converter<RpcBlob>
{
    protected override Held WriteValue(RpcBlob value, Outbound to, int depth) =>
        Held.NewBlob(value.MediaType, to.AddReadable(StreamConverter.Source(value.Body)));

    protected override RpcBlob ReadValue(Held value, Inbound from) =>
        value is Held.Blob { body: Reference.Readable reference } blob && from.Pipe(reference) is { } pipe
            ? new(blob.mediaType, new PipeStream(pipe))
            : throw Unlike("a blob", value);
}

/// <summary>Streams that the other side writes to.</summary>
internal sealed class WritableConverter : Converter<RpcWritable>
{
    protected override Held WriteValue(RpcWritable value, Outbound to, int depth) => Held.NewReference(value.Mention(to));

    protected override RpcWritable ReadValue(Held value, Inbound from) =>
        value is Held.Reference { Item: Reference.Writable } reference
            ? new(from.Stub(reference.Item))
            : throw Unlike("a writable stream", value);
}
