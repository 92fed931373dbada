namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// Whoever takes part in a ring, as one machine: its tracker, or a peer.
type Participant =
    | TrackerPart of RingTracker
    | PeerPart of Collector

module Participant =

    let step participant input =
        match participant with
        | TrackerPart state -> RingTracker.step state input |> Step.within TrackerPart
        | PeerPart state -> Collector.step state input |> Step.within PeerPart
