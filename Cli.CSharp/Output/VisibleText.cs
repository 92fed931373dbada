using System.Text.Json;
using System.Text.Json.Serialization;
using PeerFunctional.Kernel;

namespace PeerFunctional.Cli.Output;

/// <summary>Texts in JSON with nothing hidden in them; base64 stays readable.</summary>
internal sealed class VisibleText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(TerminalText.json(value), skipInputValidation: true);

    /// <summary>Names are ours; the writer's own encoder escapes whatever else they may hold.</summary>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}
