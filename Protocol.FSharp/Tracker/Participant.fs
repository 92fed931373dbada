namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// Whoever takes part in a ring, as one machine: its tracker, or a peer.
type Participant =
    | TrackerPart of RingTracker
    | PeerPart of Collector

module Participant =

    let step participant input =
        match participant with
        | TrackerPart state ->
            let struct (state, outputs) = RingTracker.step state input
            struct (TrackerPart state, outputs)
        | PeerPart state ->
            let struct (state, outputs) = Collector.step state input
            struct (PeerPart state, outputs)
