namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// The open request for a feed: one partner at a time is asked for it.
type FeedRequest =
    {
        Of: Endpoint
        /// The last requested event.
        UpTo: int64
        /// Retries in a row without an event.
        Misses: int
    }

type RecoveringPhase =
    /// `told` is the responder's token, if it gave one; `asked` is when HELO with it was first sent, and whether it
    /// was repeated.
    | Calling of tries: int * told: Token list * asked: struct (TimeSpan * bool)
    | Serving
    /// All sessions have ended; the store still writes received events.
    | Storing
    | Ended

/// The state of a replica that recovers from loss, with any number of partners.
type RecoveringState =
    {
        Settings: ReplicaSettings
        /// The time of the current step.
        [<Undigested("the next step sets it before it reads it")>]
        Now: TimeSpan
        Phase: RecoveringPhase
        /// All received events, stored or not.
        Feeds: Feeds
        /// The events that the store acknowledged. Only these are announced.
        Durable: Frontier
        /// The last event before the first damaged one, by feed with a damaged event in our log.
        Damaged: Frontier
        Partners: Map<Endpoint, Partner>
        Strangers: Strangers
        /// The partner that owns each push port.
        Pushers: Map<Endpoint, Endpoint>
        Requests: Map<FeedId, FeedRequest>
        /// Events that the store has not acknowledged.
        Unstored: int
        [<Undigested("it counts for the user; no step depends on it")>]
        Totals: ReplicaTotals
    }

/// Steps that all parts of a recovering replica use.
module RecoveringState =

    type Flow = Step<RecoveringState, ReplicaOutput>

    /// The replica requests no events while this many wait for the store.
    [<Literal>]
    let MaxUnstored = 4_096

    let initial (settings: ReplicaSettings) =
        let feeds = Feeds.ofHeads settings.Heads

        { Settings = settings
          Now = TimeSpan.Zero
          Phase = Serving
          Feeds = feeds
          Durable = Feeds.frontier feeds
          Damaged = Map.empty
          Partners = Map.empty
          Strangers = Strangers.empty
          Pushers = Map.empty
          Requests = Map.empty
          Unstored = 0
          Totals = ReplicaTotals.empty }

    let tell notice : Flow -> Flow = Step.emit (Tell notice)
    let ask question : Flow -> Flow = Step.emit (Ask question)
    let send peer command : Flow -> Flow = Step.emit (Send(peer, Command command))

    let sendAll peer commands (flow: Flow) : Flow =
        commands |> List.fold (fun flow command -> send peer command flow) flow

    let setTimer timer (due: TimeSpan) : Flow -> Flow = Step.emit (SetTimer(timer, due))

    let enter phase : Flow -> Flow =
        Step.update (fun state ->
            { state with
                RecoveringState.Phase = phase })

    let updateTotals change : Flow -> Flow =
        Step.update (fun state ->
            { state with
                RecoveringState.Totals = change state.Totals })

    /// Drops and counts an event or datagram of a partner, and tells the reason.
    let refuse peer reason detail (flow: Flow) =
        flow |> updateTotals (ReplicaTotals.refuse reason) |> tell (Refused(peer, reason, detail))

    let partner peer (flow: Flow) = Map.tryFind peer flow.State.Partners

    let changePartner peer change : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Partners = state.Partners |> Map.change peer (Option.map change) })

    /// The last event of a feed that may be announced and pushed.
    let servable feed state =
        let durable = state.Durable |> Map.tryFind feed |> Option.defaultValue 0L

        match Map.tryFind feed state.Damaged with
        | Some sound -> min sound durable
        | None -> durable

    /// Our HELO.
    let helo greeting (state: RecoveringState) =
        let role =
            match state.Settings.Role with
            | Initiator _ -> "initiator"
            | Responder _ -> "responder"

        Helo(role, Greeting.words greeting)

    let isOwn feed (state: RecoveringState) = state.Settings.Own = ValueSome feed

    /// Asks the store for events to push to a partner.
    let fetch peer feed from count (flow: Flow) =
        flow
        |> changePartner peer (fun partner ->
            { partner with
                Fetches = partner.Fetches + 1 })
        |> ask (Fetch(peer, feed, from, count))

    /// The silence of a partner. An initiator of ours ends the session, so a responder waits twice as long for its
    /// BYE.
    let private silence (partner: Partner) (state: RecoveringState) =
        let silence = Partner.silence state.Settings.Silence partner

        match state.Settings.Role, partner.ProtocolVariant with
        | Responder _, Ours -> silence * 2.0
        | Responder _, Original
        | Initiator _, (Ours | Original) -> silence

    /// Waits for news from a partner.
    let awaitNews peer (flow: Flow) =
        match partner peer flow with
        | Some partner -> setTimer (Silent peer) (silence partner flow.State) flow
        | None -> flow

    /// News came from a partner: its silence starts again.
    let news peer (flow: Flow) =
        flow |> changePartner peer Partner.refresh |> awaitNews peer

    /// Commands that announce the stored events of these feeds, each within a datagram.
    let announcements word feeds state =
        feeds
        |> Seq.map (fun feed -> struct (feed, servable feed state))
        |> Seq.filter (fun struct (_, seq) -> seq > 0L)
        |> Seq.map HaveEntry.create
        |> List.ofSeq
        |> Command.split Command.SmallDatagram
        |> List.map word

    /// Feeds of which the partner lacks events that it could take.
    let lagging (partner: Partner) state =
        state.Durable.Keys
        |> Seq.filter (fun feed ->
            servable feed state > Partner.shows feed partner && not (Set.contains feed partner.TooLarge))

    /// Whether a partner holds events of a feed that the replica lacks and would take.
    let isLacked (partner: Partner) (state: RecoveringState) feed =
        Partner.holds feed partner > Feeds.seq feed state.Feeds
        && not (isOwn feed state)
        && not (Partner.isTooOftenRefused feed partner)
