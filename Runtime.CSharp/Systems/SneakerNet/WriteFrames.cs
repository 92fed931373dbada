using System.Buffers.Binary;
using System.Text;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Systems.SneakerNet;

/// <summary>
/// What travels between a program that writes and the replica that runs on the same directory: byte strings, each behind its
/// length. A request is a kind and contents; an answer is a kind and events, or a problem and its words.
/// </summary>
internal static class WriteFrames
{
    /// <summary>The most byte strings of a frame, and the most bytes of all of them.</summary>
    public const int MaxParts = 4_096, MaxBytes = 16 * 1024 * 1024;

    private const byte Plain = 0, Large = 1, Done = 2, Refused = 3;

    public static Task SendRequestAsync(Stream stream, IReadOnlyList<ReadOnlyMemory<byte>> contents, bool large, CancellationToken cancellation) =>
        SendAsync(stream, large ? Large : Plain, contents, cancellation);

    /// <summary>The contents that a program wants written, and whether large events are wanted; null if it sent something else.</summary>
    public static async Task<(IReadOnlyList<ReadOnlyMemory<byte>> Contents, bool IsLarge)?> ReceiveRequestAsync(Stream stream, CancellationToken cancellation) =>
        await ReceiveAsync(stream, cancellation) is (Plain or Large, { Count: > 0 } contents) frame ? (contents, frame.Kind == Large) : null;

    public static Task SendWrittenAsync(Stream stream, IReadOnlyList<Event> events, CancellationToken cancellation) =>
        SendAsync(stream, Done, [.. events.Select(written => written.Wire)], cancellation);

    public static Task SendRefusalAsync(Stream stream, StoreException refusal, CancellationToken cancellation) =>
        SendAsync(stream, Refused, [Encoding.UTF8.GetBytes(refusal.Problem), Encoding.UTF8.GetBytes(refusal.Message)], cancellation);

    /// <summary>The events that the replica wrote; null if it answered something else.</summary>
    /// <exception cref="StoreException">The replica refused to write.</exception>
    public static async Task<IReadOnlyList<Event>?> ReceiveAnswerAsync(Stream stream, CancellationToken cancellation)
    {
        switch (await ReceiveAsync(stream, cancellation))
        {
            case (Done, var parts):
                var events = parts.Select(part => EventModule.decode(part)).ToList();
                return events.TrueForAll(one => one.IsOk) ? events.ConvertAll(one => one.ResultValue) : null;
            case (Refused, [var problem, var words]):
                throw new StoreException(Encoding.UTF8.GetString(problem.Span), Encoding.UTF8.GetString(words.Span));
            default:
                return null;
        }
    }

    private static async Task SendAsync(Stream stream, byte kind, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken cancellation)
    {
        using var frame = new MemoryStream();
        frame.WriteByte(kind);
        Write(frame, parts.Count);
        foreach (var part in parts)
        {
            Write(frame, part.Length);
            frame.Write(part.Span);
        }
        await stream.WriteAsync(frame.GetBuffer().AsMemory(0, (int)frame.Length), cancellation);
    }

    private static void Write(MemoryStream frame, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        frame.Write(bytes);
    }

    /// <summary>A whole frame; null if the other side ends before, or names more than is taken.</summary>
    private static async Task<(byte Kind, IReadOnlyList<ReadOnlyMemory<byte>> Parts)?> ReceiveAsync(Stream stream, CancellationToken cancellation)
    {
        try
        {
            var kind = new byte[1];
            await stream.ReadExactlyAsync(kind, cancellation);
            var count = await NumberAsync(stream, cancellation);
            if (count is < 0 or > MaxParts) return null;

            var parts = new List<ReadOnlyMemory<byte>>();
            var room = MaxBytes;
            for (var part = 0; part < count; part++)
            {
                var length = await NumberAsync(stream, cancellation);
                if (length < 0 || length > room) return null;
                room -= length;
                var bytes = new byte[length];
                await stream.ReadExactlyAsync(bytes, cancellation);
                parts.Add(bytes);
            }
            return (kind[0], parts);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    private static async Task<int> NumberAsync(Stream stream, CancellationToken cancellation)
    {
        var bytes = new byte[sizeof(int)];
        await stream.ReadExactlyAsync(bytes, cancellation);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }
}
