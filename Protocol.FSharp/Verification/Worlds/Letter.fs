namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// What travels between peers: a datagram's message, or what happens on a connection.
[<RequireQualifiedAccess>]
type Parcel<'message> =
    | Message of 'message
    /// Somebody calls, from this end: the first of every connection.
    | [<Undigested("the letter's sender names the connection, and the scene's lines name its two ends")>] Call of
        caller: struct (int * Address)
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

    let words messageWords (parcel: Parcel<'message>) =
        match parcel with
        | Parcel.Message message -> messageWords message
        | Parcel.Call _ -> "a call"
        | Parcel.Taken -> "the call is taken"
        | Parcel.HangUp CloseReason.ClosedByPartner -> "the end of the connection"
        | Parcel.HangUp CloseReason.Refused -> "the call is refused"
        | Parcel.HangUp CloseReason.Reset -> "the connection is broken"
        | Parcel.HangUp CloseReason.TimedOut -> "nobody answers the call"

    /// The message a parcel carries, if it does.
    let message (parcel: Parcel<_>) =
        match parcel with
        | Parcel.Message message -> ValueSome message
        | Parcel.Call _
        | Parcel.Taken
        | Parcel.HangUp _ -> ValueNone
