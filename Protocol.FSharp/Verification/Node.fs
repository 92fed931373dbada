namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type Life =
    | Running
    | Done
    | Down

/// One peer of a scene.
type Node<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    {
        State: 'state
        /// When each timer is due, in the scene's time.
        Timers: Map<'timer, TimeSpan>
        /// Questions the store has not worked yet, first to last.
        Questions: 'ask list
        Store: 'store
        Life: Life
        /// What was on its disk when the run began, or came to it since, was lost once.
        DiskLost: bool
    }
