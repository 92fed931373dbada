namespace PeerFunctional.Kernel

/// Messages as lines of text over a stream, each ended by a line feed.
module LineCodec =

    /// Lines of Latin-1 of at most `most` characters: `print` gives a message's, without line feeds, and `parse` reads one.
    val create:
        most: int ->
        print: ('message -> string) ->
        parse: (string -> Result<'message, Malformation>) ->
            StreamCodec<'message>
