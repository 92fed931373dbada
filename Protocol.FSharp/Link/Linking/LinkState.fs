namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// How far a link has come.
type LinkPhase =
    /// Our call is not answered by the partner's machine.
    | Dialling
    /// Our offer is not answered.
    | Offering
    /// The user has not decided about the caller's offer.
    | Undecided
    /// Both ends agree.
    | Agreed

/// One link, or what may become one.
type Link =
    {
        /// What the partner calls itself, or where we call it.
        Peer: PeerName
        Terms: Terms
        Phase: LinkPhase
        IsOurs: bool
        /// The incoming items of a stream; unused elsewhere.
        Stream: StreamItems
    }

/// A peer that mends what the original does wrong.
type PeerState =
    {
        Settings: LinkSettings
        IsVisible: bool
        Links: Map<Connection, Link>
        /// Bytes of unfinished items on all streams.
        Held: int64
        /// Calls made so far.
        Calls: int
        /// The second in which searches are counted, and how many it answered.
        AnswersSince: TimeSpan
        Answers: int
        HasEnded: bool
    }

/// Steps that all parts of a peer use.
module LinkState =

    type Flow = Step<PeerState, LinkOutput>

    let initial settings =
        { Settings = settings
          IsVisible = settings.IsVisible
          Links = Map.empty
          Held = 0L
          Calls = 0
          AnswersSince = TimeSpan.Zero
          Answers = 0
          HasEnded = false }

    let tell notice : Flow -> Flow = Step.emit (Tell notice)

    let send connection message : Flow -> Flow =
        Step.emit (Send(Address.Stream connection, message))

    let put connection link : Flow -> Flow =
        Step.update (fun peer ->
            { peer with
                Links = Map.add connection link peer.Links })

    let tryFind connection (flow: Flow) = Map.tryFind connection flow.State.Links

    /// The connection is closed, and nothing of the link is left.
    let forget connection : Flow -> Flow =
        Step.update (fun peer ->
            match Map.tryFind connection peer.Links with
            | Some link ->
                { peer with
                    Links = Map.remove connection peer.Links
                    Held = peer.Held - int64 link.Stream.HeldLength }
            | None -> peer)
        >> Step.emitAll [ CancelTimer(Deadline connection); CancelTimer(Beat connection) ]

    let hangUp connection : Flow -> Flow =
        forget connection >> Step.emit (Close(Address.Stream connection))

    /// Ends a link with a reason.
    let finish connection (link: Link) reason : Flow -> Flow =
        hangUp connection >> tell (LinkEnded(connection, link.Peer, reason))

    /// Half of the partner's timeout: an original that hears nothing for its timeout writes a PING into the item that it is
    /// sending.
    let beat connection (flow: Flow) : Flow =
        flow |> Step.emit (SetTimer(Beat connection, flow.State.Settings.Timeout / 2.0))

    /// Both ends agree.
    let agree connection (link: Link) : Flow -> Flow =
        put connection { link with Phase = Agreed }
        >> Step.emit (CancelTimer(Deadline connection))
        >> beat connection
        >> tell (Linked(connection, link.Peer, link.Terms, link.IsOurs))

    let await connection (flow: Flow) : Flow =
        flow |> Step.emit (SetTimer(Deadline connection, flow.State.Settings.Timeout))
