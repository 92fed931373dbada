namespace PeerFunctional.Example

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The echo and its visitors as a capture shows them.
module Participants =

    /// A visitor, by its first message, and the number that it brought.
    let private visitor isOfEcho messages (first: TrafficMessage<Message>) =
        let owns endpoint =
            endpoint.Host = first.From.Host && not (isOfEcho endpoint)

        let brought (said: TrafficMessage<Message>) =
            match said.Message with
            | Number number when owns said.From -> Some number
            | Number _
            | Where
            | Here _ -> None

        let number = messages |> List.tryPick brought |> Option.defaultValue 0
        struct ("visitor", first.From, owns, Peer.visitor (Address.partner first.To) number)

    /// Each peer of a capture, with its verdict.
    let judge frames =
        let traffic = Traffic.ofFrames Message.wires Message.finder frames
        let messages = Traffic.messages traffic

        let echoes =
            [ for said in messages do
                  match said.Message with
                  | Here port -> struct (said.From, port)
                  | Where
                  | Number _ -> () ]
            |> List.distinct

        let isOfEcho (endpoint: Endpoint) =
            echoes
            |> List.exists (fun (struct (finder, port)) -> endpoint = finder || endpoint = { finder with Port = port })

        let visitors =
            messages
            |> List.filter _.Message.IsWhere
            |> List.distinctBy _.From.Host
            |> List.map (visitor isOfEcho messages)

        [ for struct (finder, port) in echoes -> struct ("echo", finder, isOfEcho, Echoing port) ]
        @ visitors
        |> List.map (fun (struct (role, endpoint, owns, peer)) ->
            { Peer = $"{endpoint}"
              Role = role
              Ruling = Traffic.judge owns [ AsPublished; Recovering ] (fun policy -> Peer.machine policy peer) traffic })
