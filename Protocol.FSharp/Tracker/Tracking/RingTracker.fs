namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// A tracker of either policy, as one machine.
type RingTracker =
    | PublishedRing of PublishedTracker
    | RecoveringRing of TrackerState

module RingTracker =

    let initial (settings: TrackerSettings) =
        match settings.Policy with
        | AsPublished -> PublishedRing(PublishedTracker.initial settings)
        | Recovering -> RecoveringRing(RecoveringTracker.initial settings)

    let step tracker input =
        match tracker with
        | PublishedRing state -> PublishedTracker.step state input |> Step.within PublishedRing
        | RecoveringRing state -> RecoveringTracker.step state input |> Step.within RecoveringRing

    let machine settings : Machine<RingTracker, Timer, Message, UserCommand, Answer, Question, Notice> =
        { Initial = initial settings
          Step = Machine.overStreams (fun _ -> step) }

    /// The members in the order of the ring.
    let members =
        function
        | PublishedRing state -> List.ofArray state.Peers
        | RecoveringRing state ->
            Ring.members state.Ring
            |> Seq.map (fun known ->
                { Neighbour.Handle = known.Handle
                  Address = known.Address })
            |> List.ofSeq

    /// The number of members.
    let count =
        function
        | PublishedRing state -> state.Peers.Length
        | RecoveringRing state -> Ring.count state.Ring

    /// The current neighbour of a member.
    let neighbour handle tracker =
        match tracker with
        | PublishedRing { Peers = peers } ->
            match peers |> Array.tryFindIndex (fun peer -> peer.Handle = handle) with
            | Some place -> ValueSome peers[(place + peers.Length - 1) % peers.Length]
            | None -> ValueNone
        | RecoveringRing state -> TrackerState.neighbour handle state
