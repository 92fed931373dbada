namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A hostile peer of hosts' worlds. It dials alice, proves an id of its own, and says on the connection or on a stream what only others say, or
/// what the protocol does not have there. It answers nothing.
module HostileDialer =

    let private endpoint = HostScenarios.endpoint "mallory"
    let private id = PeerId.ofKey (PublicKey.simulated 77uy)
    let private bob = PeerId.ofKey (HostScenarios.key 1)
    let private request = Message.Request { Message = "mallory's" }

    let private response =
        Message.Response
            { Message = "mallory's"
              Address = QuicAddress.multiaddr (QuicAddress.ofEndpoint endpoint) }

    /// It tells nothing, so it does not tell where it sees its partner.
    let private told = Identify.empty

    let private agreed protocol messages =
        Message.Line MultistreamLine.Header :: Message.Line(MultistreamLine.Protocol protocol) :: messages

    let private onConnections =
        [ [ Message.Proved bob ]
          [ Message.Refused(Refusal.create RefusalCause.Other "mallory's") ]
          [ Message.Line MultistreamLine.Header ] ]

    let private onStreams =
        [ agreed ProtocolName.identify []
          agreed ProtocolName.push [ Message.Push told ]
          agreed ProtocolName.ping [ request ]
          agreed ProtocolName.foo [ request ]
          agreed ProtocolName.foo [ response ]
          agreed ProtocolName.bar [ Message.End ]
          [ Message.Line MultistreamLine.ListProtocols ]
          [ Message.Line MultistreamLine.NotAvailable ]
          [ Message.Identify told ]
          [ Message.End ] ]

    /// A hostile peer with so many moves.
    let peer most : HostilePeer<Message> =
        let call = Dialled(HostScenarios.endpoint "alice", 0)

        let moves towards =
            List.map (fun messages ->
                { Towards = towards
                  Messages = messages })

        { HostilePeer.create
              "mallory"
              endpoint
              most
              (moves (Address.Stream call) onConnections @ moves (Address.Substream(call, 0L)) onStreams) with
            Greeting = [ Message.Proved id ] }
