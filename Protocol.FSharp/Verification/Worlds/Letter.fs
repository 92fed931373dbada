namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type Parcel<'message> =
    | Message of 'message
    | [<Undigested("the letter's sender names the connection, and the scene's lines name its two ends")>] Call of
        caller: struct (int * Address)
    | Taken
    | HangUp of CloseReason

[<Struct>]
type LetterLine =
    { Number: int
      From: struct (int * Address) }

type Letter<'message> =
    { [<Undigested("numbers do not tell letters apart, what they bring does")>]
      Number: int
      Sender: Address
      Recipient: int
      Parcel: Parcel<'message>
      [<Undigested("numbers do not tell connections apart, names do")>]
      Line: LetterLine voption }

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

    let message (parcel: Parcel<_>) =
        match parcel with
        | Parcel.Message message -> ValueSome message
        | Parcel.Call _
        | Parcel.Taken
        | Parcel.HangUp _ -> ValueNone
