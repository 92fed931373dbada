namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A hostile peer of sessions' worlds. It calls alice, says a message of any kind about entries that are not there, and leaves.
module HostileCaller =

    let private messages =
        [ Push Value.Null
          Pull 1L
          Pull 0L
          Resolve(1L, Value.Null)
          Reject(0L, Value.Null)
          Release(0L, 1L)
          Release(1L, 5L)
          Message.Stream Value.Null
          Pipe
          Message.Abort Value.Null ]

    /// A hostile peer with so many messages, to the first peer of a world.
    let peer most (setup: RpcSetup) : HostilePeer<Message> =
        let alice = RpcScenarios.endpoint (RpcScenarios.peers setup).Head

        { (messages
           |> List.map (fun message ->
               { Towards = Address.Stream(Dialled(alice, 0))
                 Messages = [ message ] })
           |> HostilePeer.create "mallory" (RpcScenarios.endpoint "mallory") most) with
            Leaves = true }
