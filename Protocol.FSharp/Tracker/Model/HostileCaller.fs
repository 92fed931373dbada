namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// A hostile peer of the ring's worlds. It calls the tracker and the peers, and says what only others should say. It registers, but
/// answers no call.
module HostileCaller =

    let private endpoint = Endpoint.create "10.200.0.1" 9_000

    /// The member of the ring that it claims to be.
    let neighbour =
        { Neighbour.Handle = "mallory"
          Address = endpoint }

    let private messages =
        [ Register(neighbour.Handle, endpoint.Port)
          Echo neighbour.Handle
          UpdateNeighbour neighbour
          Ping ""
          Ack neighbour.Handle
          Query(0, ValueNone)
          QueryResult(ValueSome { Seq = 0; Text = "wrong" }, ValueNone)
          AskRing 0
          Unusual(Pickled.Nothing, Malformation.create "no-request" "the value is not a request") ]

    /// A hostile peer with so many messages, to the participants at these places of a world.
    let peer most places (setup: RingSetup) : HostilePeer<Message> =
        [ for place in places do
              for message in messages do
                  { Towards = Address.Stream(Dialled(RingScenarios.endpoint setup place, 0))
                    Messages = [ message ] } ]
        |> HostilePeer.create "mallory" endpoint most
