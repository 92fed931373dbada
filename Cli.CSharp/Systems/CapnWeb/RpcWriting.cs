using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary>The capture and the journal of a command, as they were asked for.</summary>
internal sealed class RpcWriting(RpcFiles files, Screen screen) : IAsyncDisposable
{
    public Recorder? Recorder { get; } = files.Record?.Value is { } path ? new(path, TimeProvider.System, screen.Warn) : null;

    public RpcJournal? Journal { get; } = files.Journal?.Value is { } path ? new(path, warn: screen.Warn) : null;

    /// <summary>What a client's session is opened with.</summary>
    public RpcOptions Options => new() { Recorder = Recorder, Journal = Journal };

    public async ValueTask DisposeAsync()
    {
        if (Journal is not null) await Journal.DisposeAsync();
        Recorder?.Dispose();
    }
}
