namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// The machines of a link, for hosts and journals.
module LinkRoles =

    let private conversions =
        [ Conversion.create PeerName.text PeerName.create
          Conversion.create (fun (content: ByteString) -> content.Bytes) (fun bytes -> Ok { Bytes = bytes }) ]

    let private command command =
        match command with
        | Connect(target, terms) -> $"was asked for a link of {DataType.name terms.DataType} with {target}"
        | Give(connection, content) -> $"was asked to send {content} to {Connection.partner connection}"
        | Decide(connection, true) -> $"was asked to accept {Connection.partner connection}"
        | Decide(connection, false) -> $"was asked to deny {Connection.partner connection}"
        | EndLink connection -> $"was asked to end the link with {Connection.partner connection}"
        | SetVisible true -> "was asked to answer searches"
        | SetVisible false -> "was asked to answer no searches"
        | Stop -> "is stopped by its user"

    let private create name machine own state : MachineRole<_, _, _, _, _, _, _, _> =
        { System = "link"
          Name = name
          Machine = machine
          Conversions = conversions
          Words =
            fun _ _ ->
                { Own = own
                  Partner = fun _ address _ -> string (Address.partner address)
                  State = state
                  Timer = LinkWords.timer
                  Message = Message.words
                  Command = command
                  Notice = Notice.line } }

    let private peerState (peer: PeerState) =
        match peer.Links.Count with
        | _ when peer.HasEnded -> "ended"
        | 0 -> "listening"
        | 1 -> "listening; one link"
        | links -> $"listening; {links} links"

    /// A peer that listens and calls.
    let peer = create "peer" RecoveringPeer.machine "peer" peerState

    /// A search for peers.
    let search =
        create "search" PeerSearch.machine "searcher" (fun search ->
            if search.IsOver then
                "over"
            else
                $"{search.Found.Count} found")

    let journals = [ JournalReader.ofRole peer; JournalReader.ofRole search ]
