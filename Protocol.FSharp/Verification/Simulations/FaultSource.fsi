namespace PeerFunctional.Verification

/// Where a run's faults come from.
type internal FaultSource =
    {
        /// Of an envelope, by its place among those given to the network, and by its number.
        OfEnvelope: (int -> int -> Fault voption)

        /// Of a peer, after so many steps of its own.
        OfPeer: (int -> int -> Fault voption)
    }

module internal FaultSource =

    val none: FaultSource

    /// The faults of a schedule, each where it names its envelope or peer.
    val ofSchedule: schedule: FaultSchedule -> FaultSource
