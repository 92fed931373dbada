namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel.Encodings

/// Events as the original's dump-log shows them.
module Dump =

    /// An event's lines; `index` is its place in the file, from 0. The blank line after a body is one of them.
    let lines (index: int64) (event: Event) =
        match event.Content with
        | ValueNone -> [ $"** {index}: no content" ]
        | ValueSome struct (content, _, _) ->
            let body =
                Content.tryRead content PythonRepr.pretty
                |> Option.defaultValue $"(content of {content.Length} bytes that is not JSON)"

            [ $"** {event.Feed}:{event.Seq}"; yield! body.Split '\n'; "" ]
