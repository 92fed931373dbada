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

/// A parcel under way to a peer, from the address its sender is seen at.
type Letter<'message> =
    {
        Sender: Address
        Recipient: int
        Parcel: Parcel<'message>
        /// The connection it belongs to, by its number among all of the run; none for a datagram.
        Line: int voption
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

    let digest digestMessage (parcel: Parcel<_>) digest =
        match parcel with
        | Parcel.Message message -> digest |> Digest.addInt 0 |> digestMessage message
        | Parcel.Call _ -> Digest.addInt 1 digest
        | Parcel.Taken -> Digest.addInt 2 digest
        | Parcel.HangUp CloseReason.ClosedByPartner -> Digest.addInt 3 digest
        | Parcel.HangUp CloseReason.Refused -> Digest.addInt 4 digest
        | Parcel.HangUp CloseReason.Reset -> Digest.addInt 5 digest
        | Parcel.HangUp CloseReason.TimedOut -> Digest.addInt 6 digest

    /// The message a parcel carries, if it does.
    let message (parcel: Parcel<_>) =
        match parcel with
        | Parcel.Message message -> ValueSome message
        | Parcel.Call _
        | Parcel.Taken
        | Parcel.HangUp _ -> ValueNone
