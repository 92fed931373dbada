namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// Where a published replica sends pushes.
type PushTarget =
    /// No PORT has come, or its port was 0 or negative.
    | Nowhere
    | At of port: int
    /// The port is over 65535: the original crashes when it sends there.
    | Beyond

/// The original's `peer_loop`: one command and one push a turn, then up to a tenth of a second for one datagram.
type Loop =
    {
        Peer: Endpoint
        Commands: Command list
        Target: PushTarget
        /// Ranges of events to push: feed, first and last number.
        Pushes: (struct (FeedId * int64 * int64)) list
        /// The events that the partner announced. At the end they show whether all have come; no step depends on
        /// them.
        [<Undigested("it decides what is told in the end, nothing that is sent")>]
        Announced: Frontier
        [<Undigested("it counts for the user; no step depends on it")>]
        Received: int64
        [<Undigested("it counts for the user; no step depends on it")>]
        Sent: int64
    }

type PublishedPhase =
    | Contacting of tries: int
    | Listening
    | Looping of Loop
    | Over

/// The state of a replica that sends the same datagrams as the original program, defects included.
type PublishedState =
    {
        Settings: ReplicaSettings
        /// In the order of HAVE: the original lists the feeds of its folder, then new feeds in order of arrival.
        Feeds: FeedId list
        Held: Map<FeedId, int64>
        Phase: PublishedPhase
        [<Undigested("it counts for the user; no step depends on it")>]
        Totals: ReplicaTotals
    }

/// The steps that all phases of a published replica share.
module PublishedState =

    type Flow = Step<PublishedState, ReplicaOutput>

    let tell notice : Flow -> Flow = Step.emit (Tell notice)
    let ask question : Flow -> Flow = Step.emit (Ask question)
    let send peer command : Flow -> Flow = Step.emit (Send(peer, Command command))
    let setTimer timer due : Flow -> Flow = Step.emit (SetTimer(timer, due))

    let enter phase : Flow -> Flow =
        Step.update (fun state -> { state with Phase = phase })

    let updateTotals change : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Totals = change state.Totals })

    let held feed state =
        state.Held |> Map.tryFind feed |> Option.defaultValue 0L

    let finish flow = flow |> enter Over |> Step.emit Finish

    let crash malformation flow =
        flow
        |> updateTotals (fun totals -> { totals with Complete = false })
        |> tell (Crashed malformation)
        |> finish
