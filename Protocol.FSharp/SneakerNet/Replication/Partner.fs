namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// The variant of the protocol that a partner speaks.
type ProtocolVariant =
    /// The original's commands, one event of at most 1,024 bytes a datagram, no acknowledgement.
    | Original
    /// Our extension, agreed in HELO.
    | Ours

/// The other side of one session.
type Partner =
    {
        ProtocolVariant: ProtocolVariant
        /// Whether its HELO came. A session can also begin with another command.
        Greeted: bool
        /// Whether a token that its HELO gives is said back: once, until our HELO is repeated or its HELO gives none.
        MaySayBack: bool
        /// Its push port; none before its PORT.
        PushTo: Endpoint voption
        /// The last event of each feed that it showed to hold.
        Holds: Frontier
        /// The number of feeds in `Holds`. `Map.count` would visit all of them.
        [<Undigested("counted from Holds")>]
        FeedCount: int
        /// Feeds that it has not shown to hold since its restart.
        Unsure: Set<FeedId>
        /// Feeds to request: the partner holds more events of them than the replica.
        Lacking: Set<FeedId>
        /// Ranges requested of it that have not arrived.
        Ranges: RequestedRange list
        /// How many events may be requested of it at a time.
        Allowance: Allowance
        /// Its round trip time.
        RoundTrip: RoundTrip
        /// When our HELO was sent to a partner that called, and whether it was repeated; none after the answer.
        Greeting: (struct (TimeSpan * bool)) voption
        /// Bytes of the largest event that it pushed.
        Largest: int
        /// How often an event of a feed was refused. After `MaxRefusals` the feed is not requested of this partner
        /// again.
        RefusalCounts: Map<FeedId, int>
        /// Announcements to send, one a datagram.
        ToAnnounce: Command list
        /// Events that a partner of ours requested and the store has not been asked for.
        Wanted: (struct (FeedId * int64 * int)) list
        /// Store reads for it that are not answered.
        Fetches: int
        SendWindow: SendWindow
        /// How events are packed into datagrams for a partner of ours.
        Batching: Batching
        /// Feeds whose next event is too large for it.
        TooLarge: Set<FeedId>
        /// The last event that it pushed since the last retry.
        Latest: Verified voption
        /// Whether a datagram came since the last retry, and whether a push did.
        ReceivedDatagram: bool
        ReceivedPush: bool
        /// Whether it requested events since the last retry.
        IsRequesting: bool
        /// Retries in a row without a datagram from it, `MaxSilentRetries` at most.
        SilentRetries: int
        /// Announcements in a row that an original partner did not answer.
        UnansweredAnnouncements: int
        /// Silences left before the session ends with events missing.
        SilencesLeft: int
        /// Comparisons with stored events that it may cause before the next retry.
        Compares: int
        /// Whether an event was taken from it or pushed to it.
        HasTraded: bool
        /// Events taken from it.
        [<Undigested("it counts for the user; no step depends on it")>]
        Taken: int64
        /// Events pushed to it, each counted once, and the last one of each feed.
        [<Undigested("it counts for the user; no step depends on it")>]
        Given: int64
        [<Undigested("it counts for the user; no step depends on it")>]
        Pushed: Frontier
    }

module Partner =

    /// How often a refused feed is requested again.
    [<Literal>]
    let MaxRefusals = 3

    /// A partner counts as gone after this many retries without a datagram.
    [<Literal>]
    let MaxSilentRetries = 8

    /// Silences that a session may last while events are missing. A partner without datagrams uses several at a time.
    [<Literal>]
    let MaxSilences = 12

    [<Literal>]
    let private SilencesWithoutDatagram = 6

    /// Comparisons with stored events between two retries.
    [<Literal>]
    let MaxCompares = 32

    /// A silence is at least this many answer times of the partner, even if the user's silence is shorter.
    [<Literal>]
    let private MaxAnswers = 10.0

    /// The longest silence, as a multiple of the user's.
    [<Literal>]
    let private LongestSilence = 6.0

    /// The same before the first measurement: so many assumed round trips fit into the user's silence.
    [<Literal>]
    let UnmeasuredAnswers = 5.0

    /// The least bytes of events requested at a time on a path with loss: less than any socket buffer.
    [<Literal>]
    let private LossyBytes = 16_384

    let create variant greeted roundTrip peer =
        { ProtocolVariant = variant
          Greeted = greeted
          MaySayBack = true
          PushTo = ValueNone
          Holds = Map.empty
          FeedCount = 0
          Unsure = Set.empty
          Lacking = Set.empty
          Ranges = []
          Allowance = Allowance.initial
          RoundTrip = roundTrip
          Greeting = ValueNone
          Largest = 1
          RefusalCounts = Map.empty
          ToAnnounce = []
          Wanted = []
          Fetches = 0
          SendWindow = SendWindow.empty
          Batching = Batching.create peer
          TooLarge = Set.empty
          Latest = ValueNone
          ReceivedDatagram = true
          ReceivedPush = false
          IsRequesting = false
          SilentRetries = 0
          UnansweredAnnouncements = 0
          SilencesLeft = MaxSilences
          Compares = MaxCompares
          HasTraded = false
          Taken = 0L
          Given = 0L
          Pushed = Map.empty }

    /// The last event of a feed that the partner showed to hold; 0 if none.
    let holds feed partner =
        match Map.tryFind feed partner.Holds with
        | Some seq -> seq
        | None -> 0L

    let isTooOftenRefused feed partner =
        match Map.tryFind feed partner.RefusalCounts with
        | Some refusals -> refusals >= MaxRefusals
        | None -> false

    /// Counts a refused event. Feeds that the partner never showed to hold are not requested, so they are not
    /// counted.
    let countRefusal feed partner =
        let refusals = partner.RefusalCounts |> Map.tryFind feed |> Option.defaultValue 0

        if Map.containsKey feed partner.Holds then
            { partner with
                RefusalCounts = Map.add feed (refusals + 1) partner.RefusalCounts }
        else
            partner

    /// The partner restarted and may have lost its disk: it must show again which events it holds. Requests to it go
    /// on, because the HELO that told of the restart may be an old one.
    let markUnsure partner =
        { partner with
            Unsure = partner.Holds.Keys |> Set.ofSeq }

    /// The partner speaks our extension. Conclusions that hold for an original only are dropped: that it holds the
    /// events it did not request, and that some events are too large for it.
    let recognize partner =
        markUnsure
            { partner with
                TooLarge = Set.empty
                UnansweredAnnouncements = 0 }

    /// The last event of a feed that the partner has shown to hold since its restart; 0 if none.
    let shows feed partner =
        if Set.contains feed partner.Unsure then
            0L
        else
            holds feed partner

    /// The partner shows that it holds a feed up to an event.
    let show feed seq partner =
        { partner with
            Holds = Map.add feed seq partner.Holds
            FeedCount =
                if Map.containsKey feed partner.Holds then
                    partner.FeedCount
                else
                    partner.FeedCount + 1
            Unsure = Set.remove feed partner.Unsure }

    let take count partner =
        { partner with
            Partner.Taken = partner.Taken + int64 count }

    /// Events of a feed are pushed, in order.
    let give feed (seqs: int64 list) (partner: Partner) =
        let before = partner.Pushed |> Map.tryFind feed |> Option.defaultValue 0L

        match seqs |> List.filter (fun seq -> seq > before) with
        | [] -> partner
        | fresh ->
            { partner with
                Given = partner.Given + int64 fresh.Length
                Pushed = Map.add feed (List.last fresh) partner.Pushed }

    /// The partner sent news: its session may again last `MaxSilences` silences.
    let refresh partner =
        { partner with
            SilencesLeft = MaxSilences
            SilentRetries = 0 }

    /// Whether no datagram came before the last retry.
    let isQuiet partner = partner.SilentRetries > 0

    /// The silence of a partner: longer for one with slow answers, `LongestSilence` times the user's at most.
    let silence (user: TimeSpan) partner =
        let answers =
            match RoundTrip.expected partner.RoundTrip, partner.ProtocolVariant with
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

    /// Without an open request, no answer can be mistaken for another one.
    let relax partner =
        if partner.Ranges.IsEmpty then
            measure RoundTrip.relax partner
        else
            partner

    /// A datagram came.
    let receive partner =
        relax { partner with ReceivedDatagram = true }

    /// The partner requested events.
    let markRequesting partner = { partner with IsRequesting = true }

    /// A retry is due. A partner without a datagram since the last retry gets twice the time.
    let expire partner =
        measure
            (if partner.ReceivedDatagram then
                 RoundTrip.ease
             else
                 RoundTrip.expire)
            partner

    /// PORT is sent again. If the partner did not know the port, the times of its answers measure nothing.
    let tellPort partner =
        let hasGiven = partner.Largest > 1

        if hasGiven then
            partner
        else
            { partner with
                Ranges = partner.Ranges |> List.map (fun range -> { range with IsFresh = false }) }

    /// A new event of a requested range came.
    let deliver now (range: RequestedRange) ranges partner =
        { partner with
            Ranges = ranges
            Allowance = Allowance.deliver (RequestedRange.outstanding partner.Ranges) partner.Allowance }
        |> if range.IsFresh then
               measure (RoundTrip.sample (now - range.AskedAt))
           else
               id

    /// Events that fill so many bytes, 1 at least.
    let private eventsIn bytes partner = int64 (max 1 (bytes / partner.Largest))

    /// Requested events were lost. The allowance is halved if the partner still sends datagrams, and nearly closed
    /// otherwise.
    let lose partner =
        { partner with
            Allowance =
                if partner.ReceivedDatagram then
                    Allowance.shrink (min Allowance.Most (eventsIn LossyBytes partner)) partner.Allowance
                else
                    Allowance.collapse (eventsIn PathMtu.Base partner) partner.Allowance }

    let private waitFor silences partner =
        { partner with
            SilencesLeft = max 0 (partner.SilencesLeft - silences) }

    /// A silence passed, and whether events are missing is unknown.
    let waitInVain partner = waitFor SilencesWithoutDatagram partner

    /// A silence passed while events were missing. A silence longer than the user's counts as several.
    let wait (user: TimeSpan) partner =
        let silences =
            if not partner.ReceivedDatagram && partner.SilentRetries >= MaxSilentRetries then
                SilencesWithoutDatagram
            else
                silence user partner / user |> Math.Round |> max 1.0 |> min (float MaxSilences) |> int

        waitFor silences partner

    /// A retry is over: the counts since the last retry start again.
    let nextRetry partner =
        { partner with
            ReceivedDatagram = false
            ReceivedPush = false
            IsRequesting = false
            Latest = ValueNone
            SilentRetries =
                if partner.ReceivedDatagram then
                    0
                else
                    min MaxSilentRetries (partner.SilentRetries + 1)
            Compares = MaxCompares }
