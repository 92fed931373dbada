using System.Net.WebSockets;
using PeerFunctional.CapnWeb;
using PeerFunctional.Runtime.Capture;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>What one session may cost, and what it tells its peer.</summary>
public record RpcOptions
{
    /// <summary>Objects and results that are held for the peer, and as many of the peer's; beyond, the session ends.</summary>
    public int MaxEntries { get; init; } = SessionSettingsModule.standard.MaxEntries;

    /// <summary>Calls of the peer that are not answered yet; further ones are rejected.</summary>
    public int MaxCalls { get; init; } = SessionSettingsModule.standard.MaxCalls;

    /// <summary>Steps that one message may cause, such as the calls of a map; beyond, the session ends.</summary>
    public int MaxWork { get; init; } = SessionSettingsModule.standard.MaxWork;

    /// <summary>Bytes of results and arguments that are held for the peer, about as they are in memory; beyond, the session ends.</summary>
    public long MaxHeld { get; init; } = SessionSettingsModule.standard.MaxHeld;

    /// <summary>UTF-16 units of a message that comes; a longer one ends the session.</summary>
    public int MaxMessage { get; init; } = WireLimitsModule.standard.MessageLength;

    /// <summary>Bytes that wait for a peer that does not read; beyond, the session ends.</summary>
    public long MaxUnsent { get; init; } = 64L * 1024 * 1024;

    /// <summary>The silence of a peer after which the session ends; zero: it may be silent for ever.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.Zero;

    /// <summary>Whether errors are sent with their stacks.</summary>
    public bool SendsStacks { get; init; }

    /// <summary>Sees every exception before its peer does; it answers what is sent instead, or null for the exception itself.</summary>
    public Func<Exception, Exception?>? OnSendError { get; init; }

    /// <summary>Sees every message of a session in order, and whether this side sends it.</summary>
    public Action<bool, Message>? OnMessage { get; init; }

    /// <summary>Records the connections of clients; a server's are recorded by <see cref="HttpRecording.UseRecorder"/>.</summary>
    public PeerFunctional.Runtime.Capture.Recorder? Recorder { get; init; }

    /// <summary>Has every input of these sessions.</summary>
    public RpcJournal? Journal { get; init; }

    /// <summary>Measures <see cref="Idle"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Posts the batches of a client; null for one that all clients share.</summary>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>Sets headers, certificates and the like before a client's WebSocket is opened.</summary>
    public Action<ClientWebSocketOptions>? WebSocket { get; init; }

    internal SessionSettings Settings => new(
        Microsoft.FSharp.Core.FSharpValueOption<Kernel.Endpoint>.ValueNone, MaxEntries, MaxCalls, MaxWork, MaxHeld,
        SessionSettingsModule.standard.MaxDepth, Idle, SendsStacks);

    internal WireLimits Limits
    {
        get
        {
            var standard = WireLimitsModule.standard;
            return new(MaxMessage, standard.Nesting, standard.ProgramNesting, standard.BigIntLength, standard.Values);
        }
    }
}
