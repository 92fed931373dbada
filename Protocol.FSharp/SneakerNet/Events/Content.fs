namespace PeerFunctional.SneakerNet

open System
open System.Text
open System.Text.Json

/// What an event tells people.
[<RequireQualifiedAccess>]
type Content =
    /// `feed/about`: the writer's display name.
    | About of displayName: string
    /// `feed/message`: something the writer says.
    | Message of text: string
    /// Anything else, or nothing readable.
    | Other

module Content =

    /// How deep arrays and objects may be nested.
    [<Literal>]
    let MaxDepth = 64

    /// A JSON string as Python's json.dumps spells it: everything beyond printable ASCII as \uXXXX of its UTF-16 units.
    let private quote (text: string) =
        let escape (unit: char) =
            match unit with
            | '"' -> "\\\""
            | '\\' -> "\\\\"
            | '\n' -> "\\n"
            | '\r' -> "\\r"
            | '\t' -> "\\t"
            | '\f' -> "\\f"
            | '\b' -> "\\b"
            | unit when unit < ' ' || unit > '~' -> $"\\u{int unit:x4}"
            | unit -> string unit

        $"\"{String.collect escape text}\""

    /// The original's bytes for a content: its keys in its order, `, ` and `: ` between them.
    let private print (app: string) (feed: FeedId) key value =
        ReadOnlyMemory(
            Encoding.ASCII.GetBytes
                $"{{\"app\": {quote app}, \"feed\": {quote (string feed)}, {quote key}: {quote value}}}"
        )

    /// The content of an event that names its feed.
    let about feed displayName =
        print "feed/about" feed "display_name" displayName

    /// The content of an event that says something.
    let message feed text = print "feed/message" feed "text" text

    /// Reads JSON of at most `MaxDepth` levels with `body`; `None` where it is no JSON, or a string of it no Unicode text.
    let tryRead (content: ReadOnlyMemory<byte>) (body: JsonElement -> 'value) =
        try
            use document = JsonDocument.Parse(content, JsonDocumentOptions(MaxDepth = MaxDepth))
            Some(body document.RootElement)
        with
        | :? JsonException
        | :? InvalidOperationException -> None

    let private text (name: string) (object: JsonElement) =
        match object.TryGetProperty name with
        | true, value when value.ValueKind = JsonValueKind.String -> Option.ofObj (value.GetString())
        | _ -> None

    let private ofElement (root: JsonElement) =
        if root.ValueKind <> JsonValueKind.Object then
            Content.Other
        else
            match text "app" root, text "display_name" root, text "text" root with
            | Some "feed/about", Some name, _ -> Content.About name
            | Some "feed/message", _, Some text -> Content.Message text
            | _ -> Content.Other

    /// Reads the bytes of a content. Whose it is says the event, not the `feed` inside.
    let parse (content: ReadOnlyMemory<byte>) =
        tryRead content ofElement |> Option.defaultValue Content.Other

    /// The content of an event; `Other` where it is withheld.
    let ofEvent (event: Event) =
        match event.Content with
        | ValueSome struct (content, _, _) -> parse content
        | ValueNone -> Content.Other
