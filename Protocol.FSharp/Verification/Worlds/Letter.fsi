namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// What travels between peers: a datagram's message, or what happens on a connection.
[<RequireQualifiedAccess>]
type Parcel<'message> =
    | Message of 'message

    /// Somebody calls, from this end: the first of every connection.
    | Call of caller: struct (int * Address)

    /// The call was taken.
    | Taken
    | HangUp of CloseReason

/// The connection a letter belongs to.
[<Struct>]
type LetterLine =
    {
        /// Its number among all of the run.
        Number: int

        /// The end it was sent from.
        From: struct (int * Address)
    }

/// A parcel under way to a peer, from the address its sender is seen at.
type Letter<'message> =
    {
        /// Its place among all letters of the run, from 0.
        [<Undigested("numbers do not tell letters apart, what they bring does")>]
        Number: int
        Sender: Address
        Recipient: int
        Parcel: Parcel<'message>

        /// None for a datagram.
        [<Undigested("numbers do not tell connections apart, names do")>]
        Line: LetterLine voption
    }

module Parcel =

    val words: messageWords: ('message -> string) -> parcel: Parcel<'message> -> string

    /// The message a parcel carries, if it does.
    val message: parcel: Parcel<'a> -> 'a voption
