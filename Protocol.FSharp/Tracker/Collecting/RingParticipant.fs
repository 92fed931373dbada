namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// A participant of a ring as one machine: the tracker or a peer.
type RingParticipant =
    | TrackerPart of RingTracker
    | PeerPart of Collector

module RingParticipant =

    let step participant input =
        match participant with
        | TrackerPart state -> RingTracker.step state input |> Step.within TrackerPart
        | PeerPart state -> Collector.step state input |> Step.within PeerPart
