using System.Net.Http.Headers;
using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;
using PeerFunctional.Runtime.Capture;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>One HTTP batch of a client: its messages go out in one request, and the answer ends the session.</summary>
internal sealed class BatchClientWire : IWire
{
    /// <summary>A batch goes out when no further call has come for so long after a pull.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private static readonly Lazy<HttpMessageInvoker> Shared = new(() => new(new SocketsHttpHandler { AllowAutoRedirect = false }));
    private readonly Uri address;
    private readonly RpcOptions options;
    private readonly Conversation conversation;
    private readonly List<Message> messages = [];
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? pause;
    private bool isPulled;
    private bool isSent;

    public BatchClientWire(Uri address, RpcOptions options, Conversation conversation) =>
        (this.address, this.options, this.conversation) = (address, options, conversation);

    /// <summary>Ends with the answer, or fails with what was wrong.</summary>
    public Task Over => over.Task;

    public Task SendAsync(CancellationToken cancellation)
    {
        conversation.Post(new Posting(this, cancellation));
        return over.Task;
    }

    public void Send(Message message)
    {
        // What comes after the answer has nowhere to go: the peer has forgotten the batch.
        if (isSent) return;
        messages.Add(message);
        isPulled |= message is Message.Pull;
    }

    public void Flush()
    {
        if (!isPulled || isSent) return;
        pause?.Dispose();
        pause = options.Clock.CreateTimer(_ => conversation.Post(new Posting(this, default)), null, Pause, Timeout.InfiniteTimeSpan);
    }

    public void Close(string reason)
    {
        pause?.Dispose();
        if (!isSent) over.TrySetResult();
        else _ = ending.CancelAsync();
    }

    private HttpMessageInvoker Client =>
        options.Http ?? (options.Recorder is { } recorder ? HttpRecording.Client(recorder) : Shared.Value);

    private async Task PostAsync(CancellationToken asked)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(asked, ending.Token);
        var cancellation = either.Token;
        try
        {
            var body = Batch.write(ListModule.OfSeq(messages));
            if (!body.IsOk) throw new IOException(body.ErrorValue.Detail);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body.ResultValue) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
            using var response = await Client.SendAsync(request, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw new IOException($"no answer from {address}: {NoAnswer.Words(address, response.StatusCode)}");
            var answer = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            foreach (var line in Lines(answer)) conversation.Receive(line);
            conversation.Lose("Batch RPC request ended.");
            over.TrySetResult();
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException or OperationCanceledException)
        {
            over.TrySetException(problem as IOException ?? new IOException($"no answer from {address}: {NoAnswer.Words(address, problem)}", problem));
            _ = over.Task.Exception;
            conversation.Lose(over.Task.Exception!.InnerException!.Message);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> body)
    {
        while (!body.IsEmpty)
        {
            var length = body.Span.IndexOf((byte)'\n');
            yield return length < 0 ? body : body[..length];
            body = length < 0 ? default : body[(length + 1)..];
        }
    }

    /// <summary>Sends what was collected, once.</summary>
    private sealed class Posting(BatchClientWire wire, CancellationToken cancellation) : IWork
    {
        public void Do(Conversation conversation)
        {
            if (wire.isSent) return;
            wire.isSent = true;
            _ = Task.Run(() => wire.PostAsync(cancellation), CancellationToken.None);
        }
    }
}
