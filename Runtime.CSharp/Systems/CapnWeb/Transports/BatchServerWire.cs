using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>One HTTP batch of a server: the answer goes out when everything that was pulled has an outcome.</summary>
internal sealed class BatchServerWire : IWire
{
    private readonly List<Message> messages = [];
    private readonly HashSet<long> pulled = [];
    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isRead;
    private bool isOver;

    /// <summary>The answer to a batch.</summary>
    /// <exception cref="InvalidDataException">The batch broke the protocol; the message says how.</exception>
    public static async Task<ReadOnlyMemory<byte>> AnswerAsync(
        ReadOnlyMemory<byte> body, object? main, RpcOptions options, CancellationToken cancellation)
    {
        BatchServerWire? wire = null;
        var conversation = new Conversation(options, main, _ => wire = new());
        var read = Batch.read(options.Limits, body);
        conversation.Run(new Reading(wire!, read));
        foreach (var message in read) conversation.Take(message);
        conversation.Run(new Read(wire!));
        try
        {
            return await wire!.answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            conversation.Lose("Batch RPC request ended.");
        }
    }

    public void Send(Message message)
    {
        if (isOver) return;
        if (message is Message.Abort abort) Fail(abort);
        messages.Add(message);
        if (message is Message.Resolve resolve) pulled.Remove(resolve.id);
        else if (message is Message.Reject reject) pulled.Remove(reject.id);
    }

    public void Flush()
    {
        if (!isRead || isOver || pulled.Count > 0) return;
        isOver = true;
        var body = Batch.write(ListModule.OfSeq(messages));
        if (body.IsOk) answer.TrySetResult(body.ResultValue);
        else answer.TrySetException(new InvalidDataException(body.ErrorValue.Detail));
    }

    public void Close(string reason)
    {
        isOver = true;
        answer.TrySetException(new InvalidDataException(reason));
    }

    private void Fail(Message.Abort abort)
    {
        isOver = true;
        var failure = abort.Item is Value<WireReference>.Error error ? error.Item.Message : "The batch broke the protocol.";
        answer.TrySetException(new InvalidDataException(failure));
    }

    /// <summary>What is pulled is known before anything is answered.</summary>
    private sealed class Reading(BatchServerWire wire, FSharpList<Microsoft.FSharp.Core.FSharpResult<Message, Malformation>> read) : IWork
    {
        public void Do(Conversation conversation)
        {
            foreach (var message in read)
            {
                if (message is { IsOk: true, ResultValue: Message.Pull pull }) wire.pulled.Add(pull.id);
            }
        }
    }

    private sealed class Read(BatchServerWire wire) : IWork
    {
        public void Do(Conversation conversation) => wire.isRead = true;
    }
}
