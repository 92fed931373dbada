namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The replica, for hosts and journals.
module ReplicaRole =

    /// Events of a journal are verified again when they are read.
    let private conversions signatures =
        let verify event =
            Verified.verify signatures event |> Result.mapError (VerificationError.malformation event)

        let token text =
            match Token.parse text with
            | ValueSome token -> Ok token
            | ValueNone -> Malformation.error "bad-token" $"'{text}' is not a token"

        [ Conversion.create string FeedId.parse
          Conversion.create Hash.toBytes (fun bytes -> Hash.ofBytes (ReadOnlySpan bytes))
          Conversion.create string token
          Conversion.create (fun (event: Event) -> event.Wire) Event.decode
          Conversion.create (fun (verified: Verified) -> verified.Event) verify ]

    let private offers (input: Input<Address, Timer, Message, UserCommand, StoreAnswer>) =
        match input with
        | Received(_, Push offers)
        | Answered(Fetched(_, _, _, offers)) -> offers
        | Received(_, Command _)
        | Answered(Appended _ | AppendFailed _ | Fork _)
        | Started
        | Opened _
        | Malformed _
        | Input.Closed _
        | Input.TimerFired _
        | Commanded(Stop | Grew _) -> []

    let private words (settings: ReplicaSettings) inputs : RoleWords<Replica, Timer, Message, UserCommand, Notice> =
        let names =
            inputs
            |> Seq.collect offers
            |> Seq.choose (function
                | Sound verified -> Some verified
                | Unverified _ -> None)
            |> MessageBoard.ofEvents

        let name feed = MessageBoard.displayed feed names

        { Own =
            match settings.Role with
            | Initiator _ -> "initiator"
            | Responder _ -> "responder"
          Partner = fun replica address _ -> string (Replica.partnerAt (Address.partner address) replica)
          State = ReplicaWords.state name
          Timer = ReplicaWords.timer
          Message = ReplicaWords.message name
          Command =
            function
            | Stop -> "is stopped by its user"
            | Grew(feed, head) -> $"learns that its user wrote {name feed}:{head.Seq}"
          Notice = Notice.lines >> String.concat " / " }

    let create
        signatures
        : MachineRole<ReplicaSettings, Replica, Timer, Message, UserCommand, StoreAnswer, StoreQuestion, Notice> =
        { System = "sneakernet"
          Name = "replica"
          Machine = Replica.machine
          Conversions = conversions signatures
          Words = words }
