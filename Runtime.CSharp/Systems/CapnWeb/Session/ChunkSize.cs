namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>About how long a chunk's JSON text is.</summary>
internal static class ChunkSize
{
    /// <summary>The text around a chunk, and of a short value.</summary>
    private const int Frame = 48;

    public static long Of(Held chunk) => Frame + Inside(chunk);

    private static long Inside(Held value) => value switch
    {
        Held.Text text => text.Item.Length,
        Held.Bytes bytes => bytes.Item2.Bytes.Length * 4L / 3,
        Held.Items items => items.Item.Sum(Inside) + items.Item.Length,
        Held.Object fields => fields.Item.Sum(field => field.Item1.Length + 4 + Inside(field.Item2)),
        _ => 8,
    };
}
