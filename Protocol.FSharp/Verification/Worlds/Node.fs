namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type NodeStatus =
    | Running
    | Stopped
    | Crashed

type Node<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    { State: 'state
      [<Undigested("Node.digest adds how long each timer still takes")>]
      Timers: Timers<'timer>
      Questions: Questions<'ask>
      Store: 'store
      Status: NodeStatus
      DiskLost: bool }

module Node =

    let digestTimers (now: TimeSpan) (node: Node<'state, 'timer, 'ask, 'store>) digest =
        (digest, Timers.all node.Timers)
        ||> Map.fold (fun digest timer due ->
            let left = if due = Timers.anyMoment then due else due - now
            digest |> ValueDigest.add timer |> Digest.addTime left)
        |> Digest.addEnd

    let digest now (node: Node<'state, 'timer, 'ask, 'store>) digest =
        digest |> ValueDigest.add node |> digestTimers now node
