namespace PeerFunctional.Example

open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// An echo and its visitors as a capture shows them. A conversation is known by the endpoint where the echo is asked for.
module Participants =

    let private read (datagram: Datagram) = Message.ofDatagram datagram.Payload

    let private begins datagram =
        match read datagram with
        | Ok Where -> Recognized(datagram.Destination, [ datagram.Destination ])
        | _ -> Foreign

    /// The finder's answer tells the port where numbers are echoed.
    let private owned datagram =
        match read datagram with
        | Ok(Here port) -> [ { datagram.Source with Port = port } ]
        | _ -> [ datagram.Source ]

    let private number message =
        match message with
        | Here number
        | Number number -> Some number
        | Where -> None

    let judge conversation =
        let decoded = DecodedConversation.ofWires Message.wires conversation
        let finder = decoded.About

        let numberOf owns =
            DecodedConversation.tryPick owns number decoded |> Option.defaultValue 0

        let echo = Endpoint.create finder.Host (numberOf ((=) finder))
        let isOfEcho endpoint = endpoint = finder || endpoint = echo

        let visitor (endpoint: Endpoint) =
            let owns (at: Endpoint) =
                at.Host = endpoint.Host && not (isOfEcho at)

            CapturedParticipant.ofMachine Peer.machine "visitor" endpoint (Peer.visitor finder (numberOf owns)), owns

        let senders = decoded.Datagrams |> List.map _.Source

        (CapturedParticipant.ofMachine Peer.machine "echo" finder (Echoing echo.Port), isOfEcho)
        :: (senders |> List.filter (isOfEcho >> not) |> List.distinctBy _.Host |> List.map visitor)
        |> Roster.ofEndpoints $"Echo at {finder}" Message.print
        |> ConversationReport.create decoded

    let analyzer = CaptureAnalyzer.create (Recognizer.ofDatagrams begins owned) judge
