namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// A run of a feed's events asked of one partner.
type Asked =
    {
        Of: Endpoint
        /// The last event asked for.
        UpTo: int64
        /// Times in a row it was asked for again and nothing came.
        Misses: int
    }

type RecoveringPhase =
    /// `told` is the responder's token, once it gave one; `asked`: when HELO with it went first, and whether it went more often.
    | Calling of tries: int * told: Token list * asked: struct (TimeSpan * bool)
    | Serving
    /// Every session is over; what was received is still being stored.
    | Storing
    | Ended

/// The state of a replica that recovers from loss, with any number of partners.
type Replication =
    {
        Settings: Settings
        /// The time of the step under way.
        [<Undigested("the next step sets it before it reads it")>]
        Now: TimeSpan
        Phase: RecoveringPhase
        /// Everything received, stored or about to be.
        Feeds: Feeds
        /// What the store acknowledged: nothing more is ever announced.
        Durable: Frontier
        /// Feeds with a damaged event in our own log: the last one before it.
        Damaged: Frontier
        Partners: Map<Endpoint, Partner>
        Strangers: Strangers
        /// Where partners' pushes come from.
        Pushers: Map<Endpoint, Endpoint>
        Asked: Map<FeedId, Asked>
        /// Events given to the store and not acknowledged yet.
        Unstored: int
        [<Undigested("it counts for the user; no step depends on it")>]
        Tally: Tally
    }

/// The steps every part of a recovering replica is made of.
module Replication =

    type Flow = Step<Replication, ReplicaOutput>

    /// Events that may wait for the store before we stop asking for more.
    [<Literal>]
    let MaxUnstored = 4_096

    let initial (settings: Settings) =
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
          Asked = Map.empty
          Unstored = 0
          Tally = Tally.empty }

    let tell notice : Flow -> Flow = Step.emit (Tell notice)
    let ask question : Flow -> Flow = Step.emit (Ask question)
    let send peer command : Flow -> Flow = Step.emit (Send(peer, Command command))

    let sendAll peer commands (flow: Flow) : Flow =
        commands |> List.fold (fun flow command -> send peer command flow) flow

    let setTimer timer (due: TimeSpan) : Flow -> Flow = Step.emit (SetTimer(timer, due))

    let enter phase : Flow -> Flow =
        Step.update (fun state -> { state with Replication.Phase = phase })

    let tally change : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Replication.Tally = change state.Tally })

    /// Counts, names and drops what a partner sent.
    let refuse peer reason detail (flow: Flow) =
        flow |> tally (Tally.refuse reason) |> tell (Refused(peer, reason, detail))

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
    let helo greeting (state: Replication) =
        let role =
            match state.Settings.Role with
            | Initiator _ -> "initiator"
            | Responder _ -> "responder"

        Helo(role, Greeting.words greeting)

    let isOwn feed (state: Replication) = state.Settings.Own = ValueSome feed

    /// Asks the store for events to push to a partner.
    let fetch peer feed from count (flow: Flow) =
        flow
        |> changePartner peer (fun partner ->
            { partner with
                Fetches = partner.Fetches + 1 })
        |> ask (Fetch(peer, feed, from, count))

    /// How long nothing new may come from a partner. An initiator of ours asks a quiet responder whether anything is left, and
    /// ends the session once nothing is: the responder waits for its word.
    let private silence (partner: Partner) (state: Replication) =
        let silence = Partner.silence state.Settings.Silence partner

        match state.Settings.Role, partner.Dialect with
        | Responder _, Ours -> silence * 2.0
        | Responder _, Original
        | Initiator _, (Ours | Original) -> silence

    /// Waits for news from a partner.
    let awaitNews peer (flow: Flow) =
        match partner peer flow with
        | Some partner -> setTimer (Silent peer) (silence partner flow.State) flow
        | None -> flow

    /// Something new came from a partner: its silence starts again.
    let news peer (flow: Flow) =
        flow |> changePartner peer Partner.refresh |> awaitNews peer

    /// Claims of what we hold of these feeds, in commands that each fit a datagram.
    let claims word feeds state =
        feeds
        |> Seq.map (fun feed -> struct (feed, servable feed state))
        |> Seq.filter (fun struct (_, seq) -> seq > 0L)
        |> Seq.map Session.claim
        |> List.ofSeq
        |> Command.split Command.SmallDatagram
        |> List.map word

    /// Feeds a partner did not show to hold as far as we do, and could be given.
    let lagging (partner: Partner) state =
        state.Durable.Keys
        |> Seq.filter (fun feed ->
            servable feed state > Partner.shows feed partner && not (Set.contains feed partner.TooLarge))

    /// Whether a partner holds events that we lack and would take.
    let isLacked (partner: Partner) (state: Replication) feed =
        Partner.holds feed partner > Feeds.seq feed state.Feeds
        && not (isOwn feed state)
        && not (Partner.isBarren feed partner)
