namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type Payload<'message> =
    | Message of 'message
    | Connect of caller: struct (int * Address)
    | Accept
    | Close of CloseReason

[<Struct>]
type EnvelopeConnection =
    { Number: int
      From: struct (int * Address)
      Inside: int voption }

type Envelope<'message> =
    { [<Undigested("numbers do not tell envelopes apart, what they bring does")>]
      Number: int
      Sender: Address
      Recipient: int
      Payload: Payload<'message>
      [<Undigested("numbers do not tell connections apart, names do")>]
      Connection: EnvelopeConnection voption }

module Envelope =

    let route envelope =
        match envelope.Payload, envelope.Sender with
        | Payload.Connect _, Address.Substream(connection, _) -> Address.Stream connection
        | (Payload.Connect _ | Payload.Message _ | Payload.Accept | Payload.Close _), sender -> sender

module Payload =

    let words messageWords (payload: Payload<'message>) =
        match payload with
        | Payload.Message message -> messageWords message
        | Payload.Connect _ -> "connect"
        | Payload.Accept -> "accept"
        | Payload.Close CloseReason.ClosedByPartner -> "close"
        | Payload.Close CloseReason.Refused -> "refuse"
        | Payload.Close CloseReason.Reset -> "reset"
        | Payload.Close CloseReason.TimedOut -> "timeout"

    let isConnect (payload: Payload<'message>) =
        match payload with
        | Payload.Connect _ -> true
        | Payload.Message _
        | Payload.Accept
        | Payload.Close _ -> false

    let message (payload: Payload<_>) =
        match payload with
        | Payload.Message message -> ValueSome message
        | Payload.Connect _
        | Payload.Accept
        | Payload.Close _ -> ValueNone
