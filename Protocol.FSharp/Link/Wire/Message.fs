namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// The bytes of an item. Two are equal when their bytes are.
[<Struct; CustomEquality; NoComparison>]
type Content =
    { Bytes: ReadOnlyMemory<byte> }

    override this.Equals other =
        match other with
        | :? Content as other -> MemoryExtensions.SequenceEqual(this.Bytes.Span, other.Bytes.Span)
        | _ -> false

    override this.GetHashCode() =
        let beginning = this.Bytes.Slice(0, min 32 this.Bytes.Length)
        (this.Bytes.Length, beginning.ToArray()) ||> Array.fold (fun hash one -> 31 * hash + int one)

    override this.ToString() = $"{this.Bytes.Length} bytes"

    interface IDescribedAs<ReadOnlyMemory<byte>> with
        member this.Description = this.Bytes

/// What peers say to each other.
type Message =
    /// First on a connection.
    | Hello of Offer
    /// The answer that makes a link; one of ours says that it is.
    | Accept of isOurs: bool
    | Deny
    /// On a link that is no stream: a DATA header and its payload.
    | Item of DataType * Content
    /// On a stream: any number of its bytes. Only its two ends together know where an item begins.
    | Piece of Content
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

    let words message =
        match message with
        | Hello offer ->
            let terms = offer.Terms
            $"HELLO from {offer.Caller}: {DataType.name terms.DataType}, {strictness terms}{stream terms}"
        | Accept _ -> "ACCEPT"
        | Deny -> "DENY"
        | Item(dataType, content) -> $"DATA, {DataType.name dataType}, {content}"
        | Piece content -> $"{content} of the stream"
        | Ping -> "PING"
        | Unknown true -> "an unknown header"
        | Unknown false -> "bytes that are not text"
        | Search(searcher, _) -> $"PING from {searcher}"
        | Presence(peer, _) -> $"PONG of {peer}"
