using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using PeerFunctional.Kernel;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>The key of a directory's own feed, in the original's <c>MyFeedID.json</c>.</summary>
public static class KeyFile
{
    /// <summary>The file's name inside a peer's directory.</summary>
    public const string Name = "MyFeedID.json";

    private const int MaxLength = 65_536;

    private static readonly JsonWriterOptions Layout =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes a random key and writes it with mode 0600, whole or not at all.</summary>
    /// <exception cref="StoreException">A key is there already (<c>key-exists</c>), or the file cannot be written.</exception>
    public static KeyPair Create(string directory, ISignatures signatures, TimeProvider clock, IDisk? disk = null)
    {
        var path = Path.Combine(directory, Name);
        if (File.Exists(path)) throw new StoreException("key-exists", $"{path} exists, and a feed's key is never replaced; use another directory");

        var seed = RandomNumberGenerator.GetBytes(32);
        var publicKey = signatures.PublicKey(seed);
        disk ??= SystemDisk.Instance;
        var isNamed = false;
        try
        {
            disk.CreateDirectories(directory);
            disk.Replace(path, $"{path}.{Environment.ProcessId}.new", Opening.CreatePrivate, replace: false, file =>
                file.Write(Print(publicKey, seed, clock.GetLocalNow()), 0)).Dispose();
            isNamed = true;
            disk.FlushDirectory(directory);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            if (isNamed) disk.Forget(path);
            throw StoreException.Of(e, path);
        }
        return new KeyPair(FeedOf(publicKey, path), seed);
    }

    /// <summary>Reads the key and checks that its halves belong together.</summary>
    /// <exception cref="StoreException"><c>key-missing</c>, <c>key-not-json</c>, <c>key-bad</c>, <c>key-mismatch</c>, or the file cannot be read.</exception>
    public static KeyPair Read(string directory, ISignatures signatures)
    {
        var path = Path.Combine(directory, Name);
        using var json = Parse(path, directory);
        var publicKey = Bytes(json.RootElement, "public_key", path);
        var seed = Bytes(json.RootElement, "private_key", path);
        return signatures.PublicKey(seed).AsSpan().SequenceEqual(publicKey)
            ? new KeyPair(FeedOf(publicKey, path), seed)
            : throw new StoreException("key-mismatch", $"{path}: public_key does not belong to private_key; restore the file from a copy");
    }

    /// <summary>Makes a key durable that somebody else may have put there.</summary>
    /// <exception cref="StoreException">It cannot be flushed.</exception>
    internal static void Prove(string directory, IDisk disk)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            using (var file = disk.Open(path, Opening.Read)) file.Flush();
            disk.FlushDirectory(directory);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, path);
        }
    }

    private static JsonDocument Parse(string path, string directory)
    {
        try
        {
            return RegularFile.ReadAll(path, MaxLength) is { } text
                ? JsonDocument.Parse(text)
                : throw new StoreException("key-not-json", $"{path} is too large for a key file; restore the file from a copy");
        }
        catch (StoreException e) when (e.InnerException is FileNotFoundException)
        {
            throw new StoreException(
                "key-missing",
                LogFiles.Own(directory) is { } log
                    ? $"{log} exists, but its key {path} does not: restore {Name}, or use another directory"
                    : $"{path} does not exist; create a feed with: peer feed init {directory}",
                e);
        }
        catch (JsonException e)
        {
            throw new StoreException("key-not-json", $"{path} is not JSON; restore the file from a copy", e);
        }
    }

    private static byte[] Bytes(JsonElement root, string property, string path) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(property, out var text)
        && text.ValueKind == JsonValueKind.String
        && text.TryGetBytesFromBase64(out var bytes)
        && bytes.Length == 32
            ? bytes
            : throw new StoreException("key-bad", $"{path}: {property} is not base64 of 32 bytes; restore the file from a copy");

    private static FeedId FeedOf(byte[] publicKey, string path) =>
        FeedIdModule.ofBytes(publicKey) is { IsOk: true, ResultValue: var feed }
            ? feed
            : throw new StoreException("key-bad", $"{path}: public_key is not the key of a feed; restore the file from a copy");

    private static byte[] Print(byte[] publicKey, byte[] seed, DateTimeOffset now)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteBase64String("public_key", publicKey);
            json.WriteBase64String("private_key", seed);
            json.WriteStartArray("create_context");
            foreach (var word in Context()) json.WriteStringValue(word);
            json.WriteEndArray();
            json.WriteString("create_time", CTime(now));
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    /// <summary>The six words of Python's platform.uname(): system, node, release, version, machine, processor.</summary>
    private static string[] Context() =>
        ["Linux", Environment.MachineName, Environment.OSVersion.Version.ToString(), RuntimeInformation.OSDescription,
            RuntimeInformation.OSArchitecture.ToString(), ""];

    /// <summary>Python's time.ctime(): the day is padded with a blank.</summary>
    private static string CTime(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time:ddd MMM} {time.Day,2} {time:HH:mm:ss yyyy}");
}
