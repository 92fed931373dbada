namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// What travels between peers: a datagram's message, or what happens on a connection.
[<RequireQualifiedAccess>]
type Payload<'message> =
    | Message of 'message

    /// Somebody calls, from this end: the first of every connection.
    | Connect of caller: struct (int * Address)

    /// The call was taken.
    | Accept
    | Close of CloseReason

/// The connection an envelope belongs to.
[<Struct>]
type EnvelopeConnection =
    {
        /// Its number among all of the run.
        Number: int

        /// The end it was sent from.
        From: struct (int * Address)

        /// For the opening of a stream: the number of the connection that the stream is inside.
        Inside: int voption
    }

/// A payload under way to a peer, from the address its sender is seen at.
type Envelope<'message> =
    {
        /// Its place among all envelopes of the run, from 0.
        [<Undigested("numbers do not tell envelopes apart, what they bring does")>]
        Number: int
        Sender: Address
        Recipient: int
        Payload: Payload<'message>

        /// None for a datagram.
        [<Undigested("numbers do not tell connections apart, names do")>]
        Connection: EnvelopeConnection voption
    }

module Envelope =

    /// The address whose envelopes arrive in the order they were sent: a connection's streams are opened in the order of what is
    /// said on the connection itself.
    val route: envelope: Envelope<'message> -> Address

module Payload =

    val words: messageWords: ('message -> string) -> payload: Payload<'message> -> string

    val isConnect: payload: Payload<'message> -> bool

    /// The message a payload carries, if it does.
    val message: payload: Payload<'a> -> 'a voption
