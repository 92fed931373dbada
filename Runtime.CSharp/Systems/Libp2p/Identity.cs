using System.Security.Cryptography;
using PeerFunctional.Kernel;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Storage;

namespace PeerFunctional.Runtime.Systems.Libp2p;

/// <summary>A host's Ed25519 key, by which its peer id follows.</summary>
/// <param name="Seed">The private half, 32 bytes.</param>
/// <param name="Key">The public half.</param>
public sealed record Identity(ReadOnlyMemory<byte> Seed, PublicKey Key)
{
    private const int SeedLength = 32;

    /// <summary>What anybody but the owner may do with a file.</summary>
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The peer id.</summary>
    public PeerId Peer => PeerIdModule.ofKey(Key);

    /// <summary>A random key that is kept nowhere.</summary>
    public static Identity Draw(ISignatures signatures)
    {
        var seed = RandomNumberGenerator.GetBytes(SeedLength);
        return new(seed, PublicKeyModule.create(KeyType.Ed25519, signatures.PublicKey(seed)).ResultValue);
    }

    /// <summary>The key of a file in libp2p's form, or a random key that is written there with mode 0600, whole or not at all.</summary>
    /// <exception cref="StoreException"><c>key-bad</c>, <c>key-mismatch</c>, <c>key-exposed</c>, or the file cannot be read or written.</exception>
    public static Identity Open(string path, ISignatures signatures, out bool isNew)
    {
        isNew = false;
        try
        {
            return Read(path, signatures);
        }
        catch (StoreException e) when (e.InnerException is FileNotFoundException)
        {
            isNew = true;
            return Create(path, signatures);
        }
    }

    private static Identity Read(string path, ISignatures signatures)
    {
        var bytes = RegularFile.ReadAll(path, PrivateKeyModule.MaxBytes)
            ?? throw new StoreException("key-bad", $"{path} is too large for a private key; name another file");
        var read = PrivateKeyModule.read(bytes);
        if (read.IsError) throw new StoreException("key-bad", $"{path} is not a private key of libp2p: {read.ErrorValue.Detail}");
        if (read.ResultValue is not PrivateKey.Ed25519 own)
            throw new StoreException("key-bad", $"{path} holds {read.ResultValue}; only Ed25519 keys are used here");
        RequirePrivate(path);
        return signatures.PublicKey(own.seed.Bytes).AsSpan().SequenceEqual(own.publicKey.Data.Bytes.Span)
            ? new(own.seed.Bytes, own.publicKey)
            : throw new StoreException("key-mismatch", $"{path}: the public half does not belong to the private half; restore the file from a copy");
    }

    private static void RequirePrivate(string path)
    {
        var mode = File.GetUnixFileMode(path);
        if ((mode & OfOthers) == 0) return;
        var octal = Convert.ToString((int)mode, 8).PadLeft(4, '0');
        throw new StoreException("key-exposed", $"{path} is a private key that others may use (mode {octal}); run: chmod 600 {path}");
    }

    private static Identity Create(string path, ISignatures signatures)
    {
        var identity = Draw(signatures);
        var disk = SystemDisk.Instance;
        var bytes = PrivateKeyModule.write(PrivateKey.NewEd25519(new ByteString(identity.Seed), identity.Key));
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var isNamed = false;
        try
        {
            disk.Replace(path, $"{path}.{Environment.ProcessId}.new", Opening.CreatePrivate, replace: false, file => file.Write(bytes, 0)).Dispose();
            isNamed = true;
            disk.FlushDirectory(directory);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            if (isNamed) disk.Forget(path);
            throw StoreException.Of(e, path);
        }

        return identity;
    }
}
