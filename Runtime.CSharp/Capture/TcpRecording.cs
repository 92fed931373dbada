using Microsoft.FSharp.Collections;
using PeerFunctional.Capture;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Capture;

/// <summary>One connection as it goes into a recording. May be used from any thread.</summary>
public sealed class TcpRecording
{
    private readonly Lock gate = new();
    private readonly Recorder recorder;
    private readonly TcpEnd ours;
    private TcpSynthesizer talk;

    private TcpRecording(Recorder recorder, Endpoint caller, Endpoint callee, TcpEnd ours)
    {
        this.recorder = recorder;
        this.ours = ours;
        talk = TcpSynthesizerModule.between(recorder.NextConnection(), caller, callee);
        Record(TcpSynthesizerModule.call);
    }

    /// <summary>We call a partner.</summary>
    public static TcpRecording OfCall(Recorder recorder, Endpoint local, Endpoint remote) => new(recorder, local, remote, TcpEnd.Caller);

    /// <summary>A partner has called us, and we have answered.</summary>
    public static TcpRecording OfCaller(Recorder recorder, Endpoint remote, Endpoint local)
    {
        var recording = new TcpRecording(recorder, remote, local, TcpEnd.Callee);
        recording.Answered();
        return recording;
    }

    /// <summary>The call was answered.</summary>
    public void Answered() => Record(TcpSynthesizerModule.answer);

    /// <summary>Bytes leave for the partner.</summary>
    public void Sent(ReadOnlyMemory<byte> bytes) => Record(talk => TcpSynthesizerModule.say(SideOf(true), bytes, talk));

    /// <summary>Bytes came from the partner.</summary>
    public void Received(ReadOnlyMemory<byte> bytes) => Record(talk => TcpSynthesizerModule.say(SideOf(false), bytes, talk));

    /// <summary>One side has no more to say.</summary>
    public void Ended(bool isOurs) => Record(talk => TcpSynthesizerModule.finish(SideOf(isOurs), talk));

    /// <summary>One side tore the connection down, or refused the call.</summary>
    public void Reset(bool isOurs) => Record(talk => TcpSynthesizerModule.reset(SideOf(isOurs), talk));

    private TcpEnd SideOf(bool isOurs) => isOurs == ours.IsCaller ? TcpEnd.Caller : TcpEnd.Callee;

    private void Record(Func<TcpSynthesizer, ValueTuple<FSharpList<Segment>, TcpSynthesizer>> step)
    {
        lock (gate)
        {
            (var segments, talk) = step(talk);
            foreach (var segment in segments) recorder.Record(segment);
        }
    }
}
