using System.Net;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Tracker;
using PeerFunctional.Verification;
using Timer = PeerFunctional.Tracker.Timer;

namespace PeerFunctional.Runtime.Systems.Tracker;

/// <summary>Brings machines of the ring to real connections.</summary>
public static class RingHost
{
    /// <summary>Listens; nothing is accepted before the host runs.</summary>
    /// <param name="role">The machine.</param>
    /// <param name="wires">How it speaks.</param>
    /// <param name="bind">Where others call it; null for nowhere.</param>
    /// <param name="settings">Its settings, by the address that it really listens on.</param>
    /// <param name="context">Clock, notices, recording and journal.</param>
    /// <param name="file">Where a tracker remembers its ring; its settings' ring is the file's.</param>
    /// <exception cref="IOException">The address cannot be listened on, or the journal cannot be created.</exception>
    public static LiveMachine<TState, Timer, TMessage, UserCommand, Answer, Question, Notice> Open<TSettings, TState, TMessage>(
        MachineRole<TSettings, TState, Timer, TMessage, UserCommand, Answer, Question, Notice> role, Wires<TMessage> wires,
        IPEndPoint? bind, Func<Endpoint?, TSettings> settings, HostContext<Notice> context, RingSaveFile? file = null) =>
        LiveMachine.Open(
            role, wires, new() { Streams = bind }, sockets => settings(sockets.StreamAddress), context,
            answer => new RingAnswerer(answer, context.Clock, file));
}
