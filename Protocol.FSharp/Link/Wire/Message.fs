namespace PeerFunctional.Link

open PeerFunctional.Kernel

/// What peers say to each other.
type Message =
    /// First on a connection.
    | Hello of Offer
    /// The answer that makes a link; one of ours says that it is.
    | Accept of isOurs: bool
    | Deny
    /// On a link that is no stream: a DATA header and its payload.
    | Item of DataType * ByteString
    /// On a stream: any number of its bytes. Only its two ends together know where an item begins.
    | Piece of ByteString
    /// A keep-alive on a connection.
    | Ping
    /// A header of an unknown kind. An original answers one that is no text with a keep-alive.
    | Unknown of isText: bool
    /// By broadcast: who is there? `bytes` is the length of the datagram.
    | Search of searcher: string * bytes: int
    /// The answer to a search: a peer's name. `bytes` is the length of the datagram.
    | Presence of PeerName * bytes: int

module Message =

    let private strictness terms =
        if terms.IsStrict then "strict" else "lenient"

    let private stream terms =
        if terms.IsStream then ", stream" else ""

    /// The key by which one of ours says that it is.
    let private extension isOurs = if isOurs then ", ext=1" else ""

    let words message =
        match message with
        | Hello offer ->
            let terms = offer.Terms
            $"HELLO from {offer.Caller}: {DataType.name terms.DataType}, {strictness terms}{stream terms}{extension offer.IsOurs}"
        | Accept isOurs -> $"ACCEPT{extension isOurs}"
        | Deny -> "DENY"
        | Item(dataType, content) -> $"DATA, {DataType.name dataType}, {content}"
        | Piece content -> $"{content} of the stream"
        | Ping -> "PING"
        | Unknown true -> "an unknown header"
        | Unknown false -> "bytes that are not text"
        | Search(searcher, _) -> $"PING from {searcher}"
        | Presence(peer, _) -> $"PONG of {peer}"
