namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// An event from a partner with the result of its verification, which runs outside the machine's step.
type OfferedEvent =
    | Sound of Verified
    /// Well formed, but its verification failed. The original stores it too.
    | Unverified of Event * VerificationError

type Message =
    | Command of Command
    /// One event as the original sends it, or several in our extension.
    | Push of OfferedEvent list

module OfferedEvent =

    let event =
        function
        | Sound verified -> verified.Event
        | Unverified(event, _) -> event

    let private ofResult event result =
        match result with
        | Ok verified -> Sound verified
        | Error error -> Unverified(event, error)

    let verify signatures event =
        Verified.verify signatures event |> ofResult event

    /// Verifies a chain of stored events by the signature of its last one; `Verified.chains` makes chains.
    let verifyChain signatures chain =
        List.map2 ofResult chain (Verified.verifyChain signatures chain)

module Message =

    /// The socket for HELO, PORT, HAVE and WANT: UDP 4097 at the responder.
    let commandRole = PortRole "command"

    /// The socket for pushes, on a port the system chose.
    let pushRole = PortRole "push"

    /// The responder's port, 0x1001.
    [<Literal>]
    let DefaultPort = 4097

    /// The most bytes of a push that carries several events: one Ethernet frame without fragments.
    [<Literal>]
    let MaxBatch = 1_472

    /// The bytes of a push: its events one after another (a CBOR sequence, RFC 8742); one event is what the original sends.
    let private encodePush (offers: OfferedEvent list) =
        match offers with
        | [ offer ] -> (OfferedEvent.event offer).Wire
        | offers ->
            let events = offers |> List.map (fun offer -> (OfferedEvent.event offer).Wire)
            let bytes = Array.zeroCreate<byte>(events |> List.sumBy _.Length)

            (0, events)
            ||> List.fold (fun offset wire ->
                wire.CopyTo(Memory(bytes, offset, wire.Length))
                offset + wire.Length)
            |> ignore

            ReadOnlyMemory bytes

    let rec private decodeEvents (bytes: ReadOnlyMemory<byte>) events =
        match Event.decodeFirst bytes with
        | Ok struct (event, 0) -> Ok(List.rev (event :: events))
        | Ok struct (event, rest) -> decodeEvents (bytes.Slice(bytes.Length - rest)) (event :: events)
        | Error e when List.isEmpty events -> Error e
        | Error e -> Malformation.error "trailing-bytes" $"the bytes after the first event are not an event: {e.Detail}"

    /// The codec of both channels. Decoding verifies signatures, so it runs outside the machine's step.
    let codec (signatures: ISignatures) : Codec<Message> =
        { Encode =
            function
            | Command command -> struct (commandRole, ReadOnlyMemory(Command.encode command))
            | Push offers -> struct (pushRole, encodePush offers)
          Decode =
            fun channel bytes ->
                if channel = pushRole then
                    decodeEvents bytes [] |> Result.map (List.map (OfferedEvent.verify signatures) >> Push)
                else
                    Command.decode bytes |> Result.map Command }

    /// How a replica speaks.
    let wires signatures =
        { Wires.none with
            Datagrams = ValueSome(codec signatures) }

    /// Packs events into pushes of at most `size` bytes, the first of at most `first`; a larger event travels alone.
    let batches first size (events: Verified list) =
        let add (pushes, length) (verified: Verified) =
            let bytes = verified.Event.Wire.Length

            match pushes with
            | [ current ] when length + bytes <= first -> [ Sound verified :: current ], length + bytes
            | current :: ((_ :: _) as full) when length + bytes <= size ->
                (Sound verified :: current) :: full, length + bytes
            | _ -> [ Sound verified ] :: pushes, bytes

        events |> List.fold add ([], 0) |> fst |> List.rev |> List.map (List.rev >> Push)
