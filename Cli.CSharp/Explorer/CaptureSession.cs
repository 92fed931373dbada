using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>What a page can ask of the capture that the command line named.</summary>
[RpcTarget]
internal sealed class CaptureSession(OpenCapture capture)
{
    public CaptureView Contents() => capture.Contents();

    /// <summary>A conversation by its place in the list, from 0.</summary>
    public Task<ConversationView> Conversation(int index) => Task.Run(() => ConversationView.Of(WalkOf(index)));

    /// <summary>What is known once a step has happened, by its place from 0.</summary>
    public Task<PlaceView> Place(int index, int step) => Task.Run(() => PlaceView.Of(StepOf(index, step), step));

    /// <summary>The messages of a conversation that a motif fits.</summary>
    public Task<SearchedView> Search(int index, string motif) => Task.Run(() => SearchedView.Of(WalkOf(index), motif));

    /// <summary>Which fields follow from which bytes of a message.</summary>
    public Task<ByteRolesView> BytesOf(int index, int step) => Task.Run(() => ByteRolesView.Of(StepOf(index, step).Steps[step]));

    /// <summary>What the machines do if the message of a step is lost, arrives twice, or its recipient crashes behind it.</summary>
    public Task<CaptureWhatIfView> WhatIf(int index, int step, string change) => Task.Run(() => CaptureWhatIfView.Of(StepOf(index, step), step, change));

    /// <exception cref="RpcException">There is no such conversation.</exception>
    private CapturedWalk WalkOf(int index) => index >= 0 && index < capture.Walks.Length
        ? capture.Walks[index].Value
        : throw new RpcException($"Unknown conversation {index}: the page shows {capture.Walks.Length}.");

    /// <exception cref="RpcException">There is no such conversation or step.</exception>
    private CapturedWalk StepOf(int index, int step)
    {
        var walk = WalkOf(index);
        return step >= 0 && step < walk.Steps.Length
            ? walk
            : throw new RpcException($"Unknown step {step}: the conversation has {walk.Steps.Length}.");
    }
}
