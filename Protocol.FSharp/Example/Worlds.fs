namespace PeerFunctional.Example

open PeerFunctional.Kernel
open PeerFunctional.Verification

type EchoWorldState = WorldState<Guarded<Peer>, GuardedTimer<Timer>, unit, unit>

/// An echo, the first peer, and its visitors, as simulator and checker see them.
module Worlds =

    let private finder = Endpoint.create "echo" 4000

    let private peer place =
        if place = 0 then
            Echoing 4001
        else
            Peer.visitor finder (100 + place)

    /// Each peer's name is its host. An echo is the same under every policy.
    let world (policies: PeerPolicies) peers =
        let names = "echo" :: [ for visitor in 1 .. peers - 1 -> $"visitor-{visitor}" ]
        World.create names id finder.Port Message.wires peer (Peer.step policies.Others) |> Guard.world

    let private isOver (node: Node<Guarded<Peer>, _, _, _>) = node.State.Inner = Over

    let properties: Properties<EchoWorldState> =
        { Invariants =
            [ Invariant.ofPeers "a visitor goes only once its number came back" (fun _ node ->
                  node.Status <> NodeStatus.Stopped || isOver node) ]
          Reachable = []
          Liveness =
            Invariant.ofPeers "when faults stop, every visitor's number comes back" (fun place node ->
                place = 0 || isOver node) }

    let subject policies peers =
        { System = "echo"
          Name = $"peers-{peers}"
          About = $"an echo and {peers - 1} visitor(s)"
          Policy = ValueSome policies
          World = world policies peers
          Properties = properties
          Missing = fun _ -> ValueNone
          Source =
            { Opens = [ "PeerFunctional.Example" ]
              World = $"Worlds.world {PeerPolicies.source policies} {peers}"
              Properties = "Worlds.properties" } }

    /// The example as the commands see a system.
    let system = ProtocolSystem.ofPeers 5 subject
