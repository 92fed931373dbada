namespace PeerFunctional.SneakerNet

open PeerFunctional.Encoding

/// Events as the original's dump-log shows them.
module Dump =

    /// An event's lines; `index` is its place in the file, from 0. The blank line after a body is part of it.
    let event (index: int64) (event: Event) =
        match event.Content with
        | ValueNone -> $"** {index}: no content\n"
        | ValueSome struct (content, _, _) ->
            let body =
                Content.tryRead content PythonRepr.pretty
                |> Option.defaultValue $"(content of {content.Length} bytes that is no JSON)"

            $"** {event.Feed}:{event.Seq}\n{body}\n\n"
