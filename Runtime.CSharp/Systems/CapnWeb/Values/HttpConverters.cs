using System.Net;
using System.Text;
using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

using HttpOptions = FSharpList<Tuple<string, HttpOption<Reference>>>;

/// <summary>The body of a request or a response that came as a stream.</summary>
internal sealed class PipeContent(PipeTarget pipe) : StreamContent(new PipeStream(pipe))
{
    public PipeTarget Pipe => pipe;
}

/// <summary>Headers and bodies of requests and responses.</summary>
internal static class HttpParts
{
    public static RpcException Refused(string problem) => new("TypeError", problem);

    public static HttpOptions Add(this HttpOptions options, string name, Held value) =>
        ListModule.Append(options, ListModule.Singleton(Tuple.Create(name, HttpOption<Reference>.NewValue(value))));

    /// <summary>The headers of a message and of its content; names in small letters, as browsers have them.</summary>
    public static HttpOptions AddHeaders(this HttpOptions options, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        var pairs = ListModule.OfSeq(headers.SelectMany(header =>
            header.Value.Select(value => Tuple.Create(header.Key.ToLowerInvariant(), value))));
        return pairs.IsEmpty
            ? options
            : ListModule.Append(options, ListModule.Singleton(Tuple.Create("headers", HttpOption<Reference>.NewHeaders(pairs))));
    }

    /// <summary>The bytes of a content, as they are read; null for none.</summary>
    public static Held? Body(HttpContent? content, Outbound to)
    {
        if (content is null or { Headers.ContentLength: 0 }) return null;
        if (content is PipeContent { Pipe: var pipe }) pipe.Begin();
        return Held.NewReference(to.AddReadable(StreamConverter.Source(content)));
    }

    /// <summary>A body as content.</summary>
    public static HttpContent Content(Held? body, Inbound from) => body switch
    {
        Held.Text text => new ByteArrayContent(Encoding.UTF8.GetBytes(text.Item)),
        Held.Bytes bytes => new ByteArrayContent(bytes.Item2.Bytes.ToArray()),
        Held.Reference { Item: Reference.Readable } reference when from.Pipe(reference.Item) is { } pipe => new PipeContent(pipe),
        _ => new ByteArrayContent([]),
    };

    public static Held? Find(HttpOptions options, string name) =>
        options.FirstOrDefault(option => option.Item1 == name)?.Item2 is HttpOption<Reference>.Value { Item: var value } ? value : null;

    /// <summary>Sets headers where they belong: what one collection does not take is the other's.</summary>
    public static void Read(HttpOptions options, System.Net.Http.Headers.HttpHeaders headers, HttpContent content)
    {
        if (options.FirstOrDefault(option => option.Item1 == "headers")?.Item2 is not HttpOption<Reference>.Headers { Item: var pairs }) return;
        foreach (var (name, value) in pairs)
        {
            if (!headers.TryAddWithoutValidation(name, value)) content.Headers.TryAddWithoutValidation(name, value);
        }
    }
}

/// <summary>HTTP requests: address, method, headers and body.</summary>
internal sealed class RequestConverter : Converter<HttpRequestMessage>
{
    protected override Held WriteValue(HttpRequestMessage value, Outbound to, int depth)
    {
        if (value.RequestUri is not { IsAbsoluteUri: true } address) throw HttpParts.Refused("A request that is sent needs an absolute URL.");
        var options = HttpOptions.Empty;
        if (value.Method != HttpMethod.Get) options = options.Add("method", Held.NewText(value.Method.Method));
        options = options.AddHeaders(value.Content is null ? value.Headers : value.Headers.Concat(value.Content.Headers));
        if (HttpParts.Body(value.Content, to) is not { } body) return Held.NewRequest(address.AbsoluteUri, options);
        if (value.Method == HttpMethod.Get || value.Method == HttpMethod.Head)
            throw HttpParts.Refused($"A {value.Method} request cannot have a body.");
        return Held.NewRequest(address.AbsoluteUri, options.Add("body", body).Add("duplex", Held.NewText("half")));
    }

    protected override HttpRequestMessage ReadValue(Held value, Inbound from)
    {
        if (value is not Held.Request { url: var url, options: var options } || !Uri.TryCreate(url, UriKind.Absolute, out var address))
            throw Unlike("a request", value);
        try
        {
            var method = HttpParts.Find(options, "method") is Held.Text text ? new HttpMethod(text.Item) : HttpMethod.Get;
            var message = new HttpRequestMessage(method, address);
            var body = HttpParts.Find(options, "body");
            var content = HttpParts.Content(body, from);
            HttpParts.Read(options, message.Headers, content);
            if (body is { IsNull: false } || content.Headers.NonValidated.Count > 0) message.Content = content;
            return message;
        }
        catch (FormatException)
        {
            throw HttpParts.Refused("The method of a request is one word of letters.");
        }
    }
}

/// <summary>HTTP responses: status, headers and body.</summary>
internal sealed class ResponseConverter : Converter<HttpResponseMessage>
{
    protected override Held WriteValue(HttpResponseMessage value, Outbound to, int depth)
    {
        var status = (int)value.StatusCode;
        if (status is < 200 or > 599) throw HttpParts.Refused($"A response that is sent has a status from 200 to 599, not {status}.");
        var options = HttpOptions.Empty;
        if (status != 200) options = options.Add("status", Held.NewNumber(status));
        if (value.ReasonPhrase is { Length: > 0 } phrase) options = options.Add("statusText", Held.NewText(phrase));
        options = options.AddHeaders(value.Headers.Concat(value.Content.Headers));
        var body = HttpParts.Body(value.Content, to);
        if (body is not null && status is 204 or 205 or 304) throw HttpParts.Refused($"A response of status {status} cannot have a body.");
        return Held.NewResponse(body ?? Held.Null, options);
    }

    protected override HttpResponseMessage ReadValue(Held value, Inbound from)
    {
        if (value is not Held.Response { body: var body, options: var options }) throw Unlike("a response", value);
        var status = HttpParts.Find(options, "status") is Held.Number number ? number.Item : 200;
        if (status is not (>= 100 and <= 999)) throw HttpParts.Refused("The status of a response is a number from 100 to 999.");
        var message = new HttpResponseMessage((HttpStatusCode)(int)status) { Content = HttpParts.Content(body, from) };
        if (HttpParts.Find(options, "statusText") is Held.Text phrase && !phrase.Item.Any(char.IsControl)) message.ReasonPhrase = phrase.Item;
        HttpParts.Read(options, message.Headers, message.Content);
        return message;
    }
}
