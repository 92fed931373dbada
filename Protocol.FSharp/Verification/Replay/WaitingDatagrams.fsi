namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// Datagrams between strangers that may belong to a conversation which a datagram close behind tells of: two flows of one capture
/// may be out of step.
[<NoEquality; NoComparison>]
type internal WaitingDatagrams

module internal WaitingDatagrams =

    /// Datagrams that wait at a time; the first makes room.
    [<Literal>]
    val Most: int = 4096

    val none: WaitingDatagrams

    /// Events of datagrams only.
    val add: captured: CapturedEvent -> waiting: WaitingDatagrams -> WaitingDatagrams

    /// Those that have waited in vain by a time, first to last, and the others.
    val lapsed: time: int64 -> waiting: WaitingDatagrams -> struct (CapturedEvent list * WaitingDatagrams)

    /// All of them, first to last.
    val all: waiting: WaitingDatagrams -> CapturedEvent list

    /// Those from or to some endpoints, first to last, and the others.
    val ofEndpoints:
        endpoints: Endpoint list -> waiting: WaitingDatagrams -> struct (CapturedEvent list * WaitingDatagrams)
