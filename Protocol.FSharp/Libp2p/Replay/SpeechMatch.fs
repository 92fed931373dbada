namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// What an end is known by, and what the other one is known by.
[<NoEquality; NoComparison>]
type KnownEnds =
    {
        Side: HostEnd
        Own: HostIdentity
        Partner: HostIdentity
        /// Our machine in the place of the end, by the protocol of its requests.
        Connected: ProtocolName -> ConnectedHost
        /// The protocols that the end told to have; none where the recording does not show it.
        Told: ProtocolName list voption
        /// Addresses that the end was told of itself; none where the recording may not show all of them.
        Learned: Multiaddr list voption
    }

/// What an end was seen saying, against what was due.
module SpeechMatch =

    let private sameAddress (expected: Multiaddr) (seen: Multiaddr) =
        seen = expected
        || (match List.rev seen.Parts with
            | AddressPart.P2p _ :: rest -> List.rev rest = expected.Parts
            | _ -> false)

    /// Whether two addresses differ by the port alone.
    let private haveOneHost (one: Multiaddr) (other: Multiaddr) =
        match QuicAddress.ofMultiaddr one, QuicAddress.ofMultiaddr other with
        | Ok one, Ok other -> one.Host = other.Host
        | _, _ -> false

    /// The address that an end names for where it sees the other.
    let private named (speech: Speech) =
        match speech.Message with
        | ValueSome(Ok(Message.Identify seen)) -> seen.ObservedAddress
        | ValueSome(Ok(Message.Response seen)) when seen.Address <> Multiaddr.empty -> ValueSome seen.Address
        | ValueSome _
        | ValueNone -> ValueNone

    /// An address that an end names must be where it sees the other, if the recording tells that.
    let private isSeen (partner: HostIdentity) address =
        match partner.SeenAt with
        | ValueSome expected -> sameAddress expected address || partner.MayBeTranslated && haveOneHost expected address
        | ValueNone -> true

    /// Why what an end said may be right or wrong: it names the other end's address with a port that the packets do not have.
    let doubt ends (speech: Speech) =
        match named speech, ends.Partner.SeenAt with
        | ValueSome address, ValueSome expected when isSeen ends.Partner address && not (sameAddress expected address) ->
            ValueSome
                $"it sees the other end at {Multiaddr.text address}, where the capture shows {Multiaddr.text expected}: ports may be translated on the way"
        | ValueSome _, _
        | ValueNone, _ -> ValueNone

    [<Literal>]
    let private Greets = "Hello back from "

    /// A text is the application's, but for our own answer, which names an address of its teller.
    let private mayAnswer ends (text: string) =
        match ends.Own.ListenAddresses, ends.Learned with
        | ValueSome addresses, ValueSome learned when text.StartsWith(Greets, StringComparison.Ordinal) ->
            let named = text.Substring Greets.Length

            List.contains named ("" :: List.map Multiaddr.text (addresses @ learned))
        | _ -> true

    /// How what an end said differs from what was due, in words behind the expected message; none where it does not.
    let differsFrom ends (expected: Message) (speech: Speech) : string voption =
        match expected, speech.Message with
        | _, ValueSome(Ok(Message.Request _ | Message.Response _)) when speech.Behind > 0 ->
            ValueSome $"without {speech.Behind} bytes behind it"
        | Message.Line(MultistreamLine.Protocols _), ValueSome(Ok(Message.Line(MultistreamLine.Protocols _)))
        | Message.Request _, ValueSome(Ok(Message.Request _))
        | Message.Push _, ValueSome(Ok(Message.Push _))
        // Where the end is not seen to read what comes back, any 32 bytes do.
        | _, ValueNone -> ValueNone
        | Message.Line expected, ValueSome(Ok(Message.Line seen)) when expected = seen -> ValueNone
        | Message.Ping expected, ValueSome(Ok(Message.Ping seen)) when expected = seen -> ValueNone
        | Message.Identify _, ValueSome(Ok(Message.Identify seen)) ->
            if ends.Own.Key.IsSome && seen.PublicKey <> ends.Own.Key then
                ValueSome "with the key that its certificate proves"
            elif named speech |> ValueOption.exists (isSeen ends.Partner >> not) then
                ValueSome "with the address where it sees the other end"
            else
                ValueNone
        | Message.Response _, ValueSome(Ok(Message.Response seen)) ->
            if named speech |> ValueOption.exists (isSeen ends.Partner >> not) then
                ValueSome "with the address where it sees the other end"
            elif not (mayAnswer ends seen.Message) then
                ValueSome "with an address of its own in the text"
            else
                ValueNone
        | _, ValueSome _ -> ValueSome "another message"
