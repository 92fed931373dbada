namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// What a partner understands.
type Dialect =
    /// The original's commands, one event of at most 1,024 bytes a datagram, no acknowledgement.
    | Original
    /// Our extension, agreed on in HELO.
    | Ours

/// Pushes to an original partner, which acknowledges nothing: a window is sent, then one HAVE it must answer with a WANT
/// that shows what it has taken.
type Window =
    {
        /// What the partner asked for: the next event to push, by feed.
        Wants: Map<FeedId, int64>
        /// The feed whose HAVE the partner still has to answer.
        Probe: FeedId voption
        /// Times the probe went unanswered.
        Misses: int
    }

/// The other side of one session.
type Partner =
    {
        Dialect: Dialect
        /// Its HELO came; without it the session began with another command.
        Greeted: bool
        /// Where it takes pushes, once PORT came.
        PushTo: Endpoint voption
        /// What it showed to hold.
        Holds: Frontier
        /// Feeds of which it has shown nothing since it began anew.
        Unsure: Set<FeedId>
        /// Feeds it holds more of than we do, not asked for yet.
        Lacking: Set<FeedId>
        /// Events asked for and not here yet.
        Outstanding: int64
        /// Times an event of a feed was refused: past `MaxStrikes` the partner is not asked for it again.
        Strikes: Map<FeedId, int>
        /// Announcements still to be sent, a datagram each.
        ToAnnounce: Command list
        /// What it asked for and is still to be read for it, of ours only.
        Demands: (struct (FeedId * int64 * int)) list
        /// Store reads for it still under way.
        Fetches: int
        Window: Window
        /// Feeds whose next event is too large for it.
        TooLarge: Set<FeedId>
        /// The last event it gave us since the last retry.
        Latest: Verified voption
        /// Whether any datagram, and any push, came since the last retry.
        Heard: bool
        Pushed: bool
        /// No datagram came before the last retry.
        Quiet: bool
        /// Unanswered announcements in a row of what an original partner may lack.
        Unanswered: int
        /// Silences still to be waited out while something is unsettled.
        Patience: int
        /// Comparisons with stored events it may still cause before the next retry.
        Compares: int
        /// An event was taken from it or pushed to it.
        HasTraded: bool
    }

module Window =

    let empty =
        { Wants = Map.empty
          Probe = ValueNone
          Misses = 0 }

module Partner =

    /// How often a refused feed is asked for again.
    [<Literal>]
    let MaxStrikes = 3

    /// Silences waited out while the other side owes something. A partner that is not heard of at all uses up
    /// `DeafSilence` of them at a time: one that is busy is waited for longer than one that is gone.
    [<Literal>]
    let MaxPatience = 12

    [<Literal>]
    let private DeafSilence = 6

    [<Literal>]
    let private MaxCompares = 32

    let create dialect greeted =
        { Dialect = dialect
          Greeted = greeted
          PushTo = ValueNone
          Holds = Map.empty
          Unsure = Set.empty
          Lacking = Set.empty
          Outstanding = 0L
          Strikes = Map.empty
          ToAnnounce = []
          Demands = []
          Fetches = 0
          Window = Window.empty
          TooLarge = Set.empty
          Latest = ValueNone
          Heard = true
          Pushed = false
          Quiet = false
          Unanswered = 0
          Patience = MaxPatience
          Compares = MaxCompares
          HasTraded = false }

    /// The last event of a feed it showed to hold; 0 when none.
    let holds feed partner =
        match Map.tryFind feed partner.Holds with
        | Some seq -> seq
        | None -> 0L

    let isBarren feed partner =
        match Map.tryFind feed partner.Strikes with
        | Some strikes -> strikes >= MaxStrikes
        | None -> false

    /// Counts a refused event of a feed that it showed to hold: it is asked for no other feed.
    let strike feed partner =
        let strikes = partner.Strikes |> Map.tryFind feed |> Option.defaultValue 0

        if Map.containsKey feed partner.Holds then
            { partner with
                Strikes = Map.add feed (strikes + 1) partner.Strikes }
        else
            partner

    /// It began anew, and its disk may be lost: what it showed to hold it has to show again before we count on it. We go on
    /// asking it for what we lack: the word of its beginning may be an old one.
    let doubt partner =
        { partner with
            Unsure = partner.Holds.Keys |> Set.ofSeq }

    /// The last event of a feed that it surely holds; 0 when none.
    let shows feed partner =
        if Set.contains feed partner.Unsure then
            0L
        else
            holds feed partner

    /// It shows that it holds a feed up to an event.
    let show feed seq partner =
        { partner with
            Holds = Map.add feed seq partner.Holds
            Unsure = Set.remove feed partner.Unsure }

    /// It gave something new: its patience is full again.
    let refresh partner =
        { partner with
            Patience = MaxPatience
            Quiet = false }

    /// A silence passed while something was owed.
    let wait partner =
        let silences =
            if partner.Heard || not partner.Quiet then
                1
            else
                DeafSilence

        { partner with
            Patience = max 0 (partner.Patience - silences) }

    /// A retry is over: what counts since the last one starts anew.
    let nextRetry partner =
        { partner with
            Heard = false
            Pushed = false
            Latest = ValueNone
            Quiet = not partner.Heard
            Compares = MaxCompares }
