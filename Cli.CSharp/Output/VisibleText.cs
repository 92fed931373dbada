using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using PeerFunctional.Kernel;

namespace PeerFunctional.Cli.Output;

/// <summary>Texts in JSON with nothing hidden in them; base64 stays readable.</summary>
internal sealed partial class VisibleText : JsonConverter<string>
{
    /// <summary>JSON as it was written, with each of its texts as a person reads it.</summary>
    public static string In(string json) => Texts().Replace(json, text => Plain(text.Value));

    /// <summary>A text that no string can hold, such as half of a surrogate pair, stays escaped.</summary>
    private static string Plain(string literal)
    {
        try
        {
            return TerminalText.json(JsonSerializer.Deserialize<string>(literal)!);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return literal;
        }
    }

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """, RegexOptions.CultureInvariant)]
    private static partial Regex Texts();

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(TerminalText.json(value), skipInputValidation: true);

    /// <summary>Names are ours; the writer's own encoder escapes whatever else they may hold.</summary>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}
