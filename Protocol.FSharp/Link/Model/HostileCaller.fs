namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A hostile peer of links' worlds. It calls the listener, and says first what only comes later, or what no peer says.
module HostileCaller =

    let private endpoint = Endpoint.create "mallory" 5_000

    /// A hostile peer with so many messages, to the listener of a world.
    let peer most (setup: LinkSetup) : HostilePeer<Message> =
        let offer: Offer =
            { Caller = PeerName.ofEndpoint endpoint
              Terms = LinkScenarios.terms setup
              IsOurs = false }

        let listener = LinkScenarios.endpoint (LinkScenarios.peers setup).Head
        let content = (LinkScenarios.answers setup) |> List.truncate 1

        let messages =
            [ Hello offer
              Accept true
              Deny
              Ping
              Message.Unknown true
              Message.Unknown false
              yield! content |> List.map (fun content -> Item(Json, content))
              yield! content |> List.map Piece ]

        messages
        |> List.map (fun message ->
            { Towards = Address.Stream(Dialled(listener, 0))
              Messages = [ message ] })
        |> HostilePeer.create "mallory" endpoint most
