namespace PeerFunctional.Libp2p

open System.Text
open PeerFunctional.Kernel

/// The name of a protocol that a stream can carry, such as `/ipfs/id/1.0.0`: 1 to `MaxBytes` bytes of UTF-8 without a newline, and
/// none of the words of the negotiation itself.
type ProtocolName =
    private
    | ProtocolName of string

    override this.ToString() =
        let (ProtocolName name) = this
        name

module ProtocolName =

    /// A line of the negotiation has one byte more, the newline.
    [<Literal>]
    let MaxBytes = 1_023

    /// The first line of either side.
    [<Literal>]
    let internal Header = "/multistream/1.0.0"

    [<Literal>]
    let internal NotAvailable = "na"

    [<Literal>]
    let internal ListProtocols = "ls"

    let create (text: string) =
        let bytes = Encoding.UTF8.GetBytes text

        if text = "" || bytes.Length > MaxBytes then
            Malformation.error "bad-protocol-name" $"a protocol's name has 1 to {MaxBytes} bytes"
        elif text.Contains '\n' || Encoding.UTF8.GetString bytes <> text then
            Malformation.error "bad-protocol-name" "a protocol's name is text without a newline"
        elif text = Header || text = NotAvailable || text = ListProtocols then
            Malformation.error "bad-protocol-name" $"{text} is a word of the negotiation"
        else
            Ok(ProtocolName text)

    let text (ProtocolName name) = name

    /// The acceptor tells who it is.
    let identify = ProtocolName "/ipfs/id/1.0.0"

    /// The opener tells what has changed.
    let push = ProtocolName "/ipfs/id/push/1.0.0"

    /// The acceptor sends each 32 bytes back.
    let ping = ProtocolName "/ipfs/ping/1.0.0"

    /// The request protocol, unless the user names another.
    let foo = ProtocolName "/foo/1"

    /// Another request protocol, for worlds where the names differ.
    let internal bar = ProtocolName "/bar/1"
