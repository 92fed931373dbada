using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>One HTTP batch of a server: the answer goes out when everything that was pulled has an outcome.</summary>
internal sealed class BatchServerWire(long mostBytes, Conversation conversation) : IWire
{
    private readonly List<ReadOnlyMemory<byte>> texts = [];
    private readonly HashSet<long> pulled = [];
    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long length;
    private bool isRead;
    private bool isOver;

    /// <summary>The answer to a batch.</summary>
    /// <exception cref="InvalidDataException">The batch broke the protocol; the message says how.</exception>
    public static async Task<ReadOnlyMemory<byte>> AnswerAsync(
        ReadOnlyMemory<byte> body, object? main, RpcOptions options, CancellationToken cancellation)
    {
        BatchServerWire? wire = null;
        var conversation = new Conversation(options, main, it => wire = new(options.MaxUnsent, it));
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
        var written = MessageCodec.write(message);
        length += written.IsOk ? written.ResultValue.Length + 1 : 0;
        if (message is Message.Abort abort) Fail(Words(abort));
        else if (!written.IsOk) Fail(written.ErrorValue.Detail);
        else if (length > mostBytes) Fail("The answer is too long.");
        else texts.Add(written.ResultValue);
        if (message is Message.Resolve resolve) pulled.Remove(resolve.id);
        else if (message is Message.Reject reject) pulled.Remove(reject.id);
    }

    public void Flush()
    {
        if (!isRead || isOver) return;
        if (pulled.Count > 0 && !conversation.IsIdle) return;
        foreach (var id in pulled.Order().ToList()) Send(Message.NewReject(id, Unsettled));
        if (isOver) return;
        isOver = true;
        answer.TrySetResult(Joined());
    }

    public void Close(string reason) => Fail(reason);

    /// <summary>The outcome of a pull when the client has said everything, and the application works on nothing.</summary>
    private static Value<WireReference> Unsettled => ValueModule.error<WireReference>(
        "Error", "Nothing can settle this result: it waits for a promise that the batch does not settle.");

    private static string Words(Message.Abort abort) =>
        abort.Item is Value<WireReference>.Error error ? error.Item.Message : "The batch broke the protocol.";

    private void Fail(string problem)
    {
        isOver = true;
        answer.TrySetException(new InvalidDataException(problem));
    }

    /// <summary>A newline stands between messages, and none after the last: npm's peers end at one.</summary>
    private byte[] Joined()
    {
        var body = new byte[Math.Max(0, length - 1)];
        var at = 0;
        foreach (var text in texts)
        {
            if (at > 0) body[at++] = (byte)'\n';
            text.Span.CopyTo(body.AsSpan(at));
            at += text.Length;
        }

        return body;
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
