namespace PeerFunctional.SneakerNet

open System
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
        /// The feeds in `Holds`: a map counts itself by walking through all of it.
        [<Undigested("counted from Holds")>]
        FeedCount: int
        /// Feeds of which it has shown nothing since it began anew.
        Unsure: Set<FeedId>
        /// Feeds it holds more of than we do, not asked for yet.
        Lacking: Set<FeedId>
        /// What it was asked for and has not given yet.
        Stretches: Stretch list
        /// How much it may be asked for at a time.
        Allowance: Allowance
        /// How long its answers take.
        RoundTrip: RoundTrip
        /// When our HELO went to a partner that called us, and whether it went more than once; none once it was answered.
        Greeting: (struct (TimeSpan * bool)) voption
        /// Bytes of the largest event it gave.
        Largest: int
        /// Times an event of a feed was refused: past `MaxStrikes` the partner is not asked for it again.
        Strikes: Map<FeedId, int>
        /// Announcements still to be sent, a datagram each.
        ToAnnounce: Command list
        /// What it asked for and is still to be read for it, of ours only.
        Demands: (struct (FeedId * int64 * int)) list
        /// Store reads for it still under way.
        Fetches: int
        Window: Window
        /// How events are packed for one of ours.
        Batching: Batching
        /// Feeds whose next event is too large for it.
        TooLarge: Set<FeedId>
        /// The last event it gave us since the last retry.
        Latest: Verified voption
        /// Whether any datagram, and any push, came since the last retry.
        Heard: bool
        Pushed: bool
        /// Whether it asked for events since the last retry.
        Taking: bool
        /// Retries in a row before which no datagram came, `MaxUnheard` at most.
        Unheard: int
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

    /// Retries that nothing answered, after which a partner counts as gone.
    [<Literal>]
    let MaxUnheard = 8

    /// Silences waited out while the other side owes something. A partner that is gone uses up `DeafSilence` of them at a
    /// time: one that is busy is waited for longer.
    [<Literal>]
    let MaxPatience = 12

    [<Literal>]
    let private DeafSilence = 6

    [<Literal>]
    let private MaxCompares = 32

    /// Answers a partner has the time to give before its silence is one, however short the user's silence is.
    [<Literal>]
    let private MaxAnswers = 10.0

    /// The longest silence, in the user's.
    [<Literal>]
    let private LongestSilence = 6.0

    /// The same before an answer is measured: as many first guesses as fit into the user's silence.
    [<Literal>]
    let UnmeasuredAnswers = 5.0

    /// Bytes of events asked for at a time, at least, on a path that loses some: less than any socket holds.
    [<Literal>]
    let private LossyBytes = 16_384

    let create dialect greeted roundTrip peer =
        { Dialect = dialect
          Greeted = greeted
          PushTo = ValueNone
          Holds = Map.empty
          FeedCount = 0
          Unsure = Set.empty
          Lacking = Set.empty
          Stretches = []
          Allowance = Allowance.initial
          RoundTrip = roundTrip
          Greeting = ValueNone
          Largest = 1
          Strikes = Map.empty
          ToAnnounce = []
          Demands = []
          Fetches = 0
          Window = Window.empty
          Batching = Batching.create peer
          TooLarge = Set.empty
          Latest = ValueNone
          Heard = true
          Pushed = false
          Taking = false
          Unheard = 0
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

    /// It turns out to be one of ours. What it was thought to hold because it asked for nothing, as an original one would, and
    /// what was too large for one, tells nothing about it.
    let recognize partner =
        doubt
            { partner with
                TooLarge = Set.empty
                Unanswered = 0 }

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
            FeedCount =
                if Map.containsKey feed partner.Holds then
                    partner.FeedCount
                else
                    partner.FeedCount + 1
            Unsure = Set.remove feed partner.Unsure }

    /// It gave something new: its patience is full again.
    let refresh partner =
        { partner with
            Patience = MaxPatience
            Unheard = 0 }

    /// No datagram came before the last retry.
    let isQuiet partner = partner.Unheard > 0

    /// How long nothing new may come from a partner: one that answers late is waited for longer, not without end.
    let silence (user: TimeSpan) partner =
        let answers =
            match RoundTrip.expected partner.RoundTrip, partner.Dialect with
            | ValueSome time, _ -> time * MaxAnswers
            | ValueNone, Ours -> partner.RoundTrip.Guess * UnmeasuredAnswers
            | ValueNone, Original -> user

        answers |> min (user * LongestSilence) |> max user

    let private measure change partner =
        { partner with
            RoundTrip = change partner.RoundTrip }

    /// Our greeting is answered.
    let answer (now: TimeSpan) partner =
        match partner.Greeting with
        | ValueSome struct (since, isRepeated) ->
            { partner with Greeting = ValueNone }
            |> measure ((if isRepeated then RoundTrip.bound else RoundTrip.sample) (now - since))
        | ValueNone -> partner

    /// Where nothing is asked for, no answer can be taken for another one.
    let relax partner =
        if partner.Stretches.IsEmpty then
            measure RoundTrip.relax partner
        else
            partner

    /// A datagram came.
    let hear partner = relax { partner with Heard = true }

    /// It asks for events.
    let take partner = { partner with Taking = true }

    /// It is time to try again: a partner that was not heard of since the last time is given twice as long.
    let expire partner =
        measure (if partner.Heard then RoundTrip.ease else RoundTrip.expire) partner

    /// It is told our port again. If it knew none until now, how long its answers took tells nothing.
    let tellPort partner =
        let hasGiven = partner.Largest > 1

        if hasGiven then
            partner
        else
            { partner with
                Stretches = partner.Stretches |> List.map (fun stretch -> { stretch with IsFresh = false }) }

    /// A new event came, of a stretch it was asked for: fewer are outstanding.
    let deliver now (stretch: Stretch) stretches partner =
        { partner with
            Stretches = stretches
            Allowance = Allowance.deliver (Stretch.outstanding partner.Stretches) partner.Allowance }
        |> if stretch.IsFresh then
               measure (RoundTrip.sample (now - stretch.Asked))
           else
               id

    /// Events that fill so many bytes, 1 at least.
    let private eventsIn bytes partner = int64 (max 1 (bytes / partner.Largest))

    /// Some of what was asked for was lost. One that is still heard may be asked for half as much, another for next to nothing.
    let lose partner =
        { partner with
            Allowance =
                if partner.Heard then
                    Allowance.shrink (min Allowance.Most (eventsIn LossyBytes partner)) partner.Allowance
                else
                    Allowance.collapse (eventsIn PathMtu.Base partner) partner.Allowance }

    let private waitFor silences partner =
        { partner with
            Patience = max 0 (partner.Patience - silences) }

    /// A silence passed, and whether events are owed is unknown.
    let waitInVain partner = waitFor DeafSilence partner

    /// A silence passed while something was owed: a longer one than the user's counts as several.
    let wait (user: TimeSpan) partner =
        let silences =
            if not partner.Heard && partner.Unheard >= MaxUnheard then
                DeafSilence
            else
                silence user partner / user |> Math.Round |> max 1.0 |> min (float MaxPatience) |> int

        waitFor silences partner

    /// A retry is over: what counts since the last one starts anew.
    let nextRetry partner =
        { partner with
            Heard = false
            Pushed = false
            Taking = false
            Latest = ValueNone
            Unheard =
                if partner.Heard then
                    0
                else
                    min MaxUnheard (partner.Unheard + 1)
            Compares = MaxCompares }
