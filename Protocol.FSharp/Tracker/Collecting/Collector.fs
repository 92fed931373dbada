namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// A peer of the ring by either policy, as one machine.
type Collector =
    | PublishedPeer of PublishedCollector
    | RecoveringPeer of CollectorState

module Collector =

    let initial (settings: CollectorSettings) =
        match settings.Policy with
        | AsPublished -> PublishedPeer(PublishedCollector.initial settings)
        | Recovering -> RecoveringPeer(RecoveringCollector.initial settings)

    let step collector input =
        match collector with
        | PublishedPeer state -> PublishedCollector.step state input |> Step.within PublishedPeer
        | RecoveringPeer state -> RecoveringCollector.step state input |> Step.within RecoveringPeer

    let machine settings : Machine<Collector, Timer, Message, UserCommand, Answer, Question, Notice> =
        { Initial = initial settings
          Step = Machine.overStreams (fun _ -> step) }

    let settings =
        function
        | PublishedPeer state -> state.Settings
        | RecoveringPeer state -> state.Settings

    /// The collected items; empty and of size 0 before REG_INIT.
    let assembly =
        function
        | PublishedPeer state -> state.Assembly
        | RecoveringPeer state -> state.Assembly |> ValueOption.defaultWith (fun () -> Assembly.create 0)

    let neighbour =
        function
        | PublishedPeer state -> state.Neighbour
        | RecoveringPeer state -> state.Neighbour

    /// Whether every item is collected; false before REG_INIT.
    let isComplete =
        function
        | PublishedPeer state -> Assembly.size state.Assembly > 0 && Assembly.isComplete state.Assembly
        | RecoveringPeer state -> state.Assembly |> ValueOption.exists Assembly.isComplete
