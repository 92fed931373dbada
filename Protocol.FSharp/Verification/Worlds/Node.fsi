namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// Whether a peer takes steps.
[<RequireQualifiedAccess>]
type NodeStatus =
    | Running

    /// It has finished.
    | Stopped

    /// It can start again from its disk.
    | Crashed

/// One peer of a world state.
type Node<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    {
        State: 'state

        /// When each timer is due, in the world state's time.
        [<Undigested("Node.digest adds how long each timer still takes")>]
        Timers: Timers<'timer>

        /// Questions the store has not answered yet.
        Questions: Questions<'ask>
        Store: 'store
        Status: NodeStatus

        /// What was on its disk when the run began, or came to it since, was lost once.
        DiskLost: bool
    }

module Node =

    /// The timers, by how long each still takes.
    val digestTimers:
        now: TimeSpan -> node: Node<'state, 'timer, 'ask, 'store> -> digest: Digest -> Digest when 'timer: comparison

    /// The digest of everything that can make a difference later.
    val digest:
        now: TimeSpan -> node: Node<'state, 'timer, 'ask, 'store> -> digest: Digest -> Digest when 'timer: comparison
