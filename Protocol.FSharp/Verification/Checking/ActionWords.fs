namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

module ActionWords =

    [<Literal>]
    let OfUser = "the user "

    [<Literal>]
    let OfHostile = "hostile message "

    /// What the sender of an envelope does, if its words say that.
    let private deed world envelope =
        match envelope.Payload, envelope.Sender with
        | Payload.Connect _, Address.Substream _ -> ValueSome "opens a stream"
        | Payload.Connect _, (Address.Datagram _ | Address.Stream _) -> ValueSome "connects"
        | Payload.Accept, Address.Substream _ -> ValueSome "accepts the stream"
        | Payload.Accept, (Address.Datagram _ | Address.Stream _) -> ValueSome "accepts the connection"
        | Payload.Close CloseReason.ClosedByPartner, _ -> ValueSome "closes the connection"
        | Payload.Close CloseReason.Refused, _ -> ValueSome "refuses the connection"
        | Payload.Close CloseReason.Reset, _ -> ValueSome "breaks the connection"
        | Payload.Close CloseReason.TimedOut, _ -> ValueSome "stays silent for too long"
        | Payload.Message message, _ when world.SaysDeed message -> ValueSome(world.MessageWords message)
        | Payload.Message _, _ -> ValueNone

    let sentence
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (taken: CheckedAction<'timer, 'message>)
        =
        let name peer = List.item peer world.Peers

        // Only what goes over a connection says by itself who sent it.
        let told envelope =
            match envelope.Connection, deed world envelope with
            | ValueSome { From = struct (sender, _) }, ValueSome deed -> Ok $"{name sender} {deed}"
            | _, _ -> Error $"{Payload.words world.MessageWords envelope.Payload}"

        let ofEnvelope (next: QueuedEnvelope<_>) deed thing =
            let recipient = name next.Envelope.Recipient

            match told next.Envelope with
            | Ok words -> deed recipient words
            | Error words -> thing recipient words

        match taken.Action with
        | Deliver next -> ofEnvelope next (sprintf "%s learns that %s") (sprintf "%s receives %s")
        | Drop next ->
            ofEnvelope next (sprintf "%s never learns that %s") (fun recipient words ->
                $"{words} to {recipient} is lost")
        | Duplicate next ->
            ofEnvelope next (sprintf "%s learns that %s, and a copy stays in flight") (fun recipient words ->
                $"{words} to {recipient} arrives, and a copy stays in flight")
        | DeliverCorrupted next ->
            ofEnvelope next (sprintf "%s receives corrupted bytes in which %s") (fun recipient words ->
                $"{words} to {recipient} arrives corrupted")
        | FireTimer(peer, timer) ->
            let words = world.TimerWords timer

            if words.StartsWith(OfUser, StringComparison.Ordinal) then
                $"{name peer}'s user {words.Substring OfUser.Length}"
            elif words.StartsWith(OfHostile, StringComparison.Ordinal) then
                $"{name peer} sends {words.Substring OfHostile.Length}"
            elif words.StartsWith($"{name peer}'s ", StringComparison.Ordinal) then
                words
            else
                $"{name peer}'s timer fires: {words}"
        | AnswerStore peer -> $"{name peer}'s store answers"
        | Crash peer -> $"{name peer} crashes"
        | CrashLosingDisk peer -> $"{name peer} crashes and loses its disk"
        | Start peer -> $"{name peer} starts"
        | Restart peer -> $"{name peer} starts again"
