namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>What a value is, in words for errors.</summary>
internal static class HeldKind
{
    public static string Of(Held value) => value switch
    {
        { IsNull: true } => "null",
        { IsUndefined: true } => "undefined",
        Held.Flag => "a boolean",
        Held.Number => "a number",
        Held.BigInt => "a bigint",
        Held.Text => "a text",
        Held.Date => "a date",
        Held.Bytes => "bytes",
        Held.Error => "an error",
        Held.Url => "a URL",
        Held.Headers => "headers",
        Held.Request => "a request",
        Held.Response => "a response",
        Held.Blob => "a blob",
        Held.Items => "an array",
        Held.Object => "an object",
        _ => "a stub or a stream",
    };
}
