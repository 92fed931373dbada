namespace PeerFunctional.Benchmarks;

/// <summary>A temporary folder with directories of peers; nothing of it stays.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("bench-").FullName;

    public string Of(string peer) => Path.Combine(root, peer);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
