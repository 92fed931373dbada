namespace PeerFunctional.SneakerNet

open System.Text
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel

/// What a session did, in events.
type SessionSummary =
    {
        /// New events from the partner.
        Received: int64
        /// Events pushed to the partner; each counts once, however often it was pushed.
        Sent: int64
        /// Events that the replica holds now.
        Held: int64
        /// Events that the partner holds and the replica lacks.
        WeLack: int64
        /// Events that the replica holds and the partner lacks; none if the partner did not tell.
        PartnerLacks: int64 voption
    }

/// What a replica tells the user, in the past tense.
type Notice =
    | InitiatorStarted of contacting: Endpoint
    | ResponderStarted
    | Waiting of port: int
    | TimedOut
    | NotHelo
    | GaveUp
    | Talking of partner: Endpoint * role: string * pushPort: int
    /// `isRepeat`: the command repeats an earlier one, or belongs to our extension.
    | CommandArrived of partner: Endpoint * Command * isRepeat: bool
    | PushArrived of bytes: int
    /// The event is stored, durably.
    | Ingested of FeedId * seq: int64
    /// The original's word for an event out of sequence, which it drops.
    | Mismatched of seq: int64 * expected: int64
    | Enqueued of FeedId * seq: int64
    | SessionEnded of partner: Endpoint * SessionSummary
    /// The user wrote to the own feed, up to this event.
    | Written of FeedId * seq: int64
    /// An event or datagram was refused; `reason` is a name.
    | Refused of partner: Endpoint * reason: string * detail: string
    /// An event of our log is damaged or too large for this partner: it and later events are not pushed.
    | HeldBack of FeedId * seq: int64 * reason: string
    | StoreFailed of reason: string
    /// Policy `AsPublished` only: the original program ends here.
    | Crashed of Malformation

module Notice =

    /// Python's way to show bytes, which is how the original prints a command.
    let private pythonBytes (text: string) =
        "b" + PythonRepr.bytes (Encoding.UTF8.GetBytes text)

    /// The lines of the original's transcript; ours have the same form.
    let lines =
        function
        | InitiatorStarted contacting ->
            [ "Welcome to SneakerNet"
              ""
              "** starting replication tool"
              "** peer-to-peer initiator: connecting ..."
              $"** contacting peer {contacting}" ]
        | ResponderStarted ->
            [ "Welcome to SneakerNet"
              ""
              "** starting replication tool"
              "** peer-to-peer responder" ]
        | Waiting port -> [ $"** waiting on UDP port {port}" ]
        | TimedOut -> [ "** request timed out" ]
        | NotHelo -> [ "** received non-HELO message, trying again" ]
        | GaveUp -> [ "** giving up" ]
        | Talking(partner, role, pushPort) ->
            [ $"** talking to ('{partner.Host}', {partner.Port}) ({role}), my UDP push_port is {pushPort}" ]
        | CommandArrived(_, command, _) -> [ $"-- incoming cmd: {pythonBytes (Command.print command)}" ]
        | PushArrived bytes -> [ $"-- incoming push: {bytes} bytes" ]
        | Ingested(feed, seq) -> [ $"-- ingested event {feed}:{seq}" ]
        | Mismatched(seq, expected) -> [ $"-- mismatch: {seq} {expected} , ignored" ]
        | Enqueued(feed, seq) -> [ $"-- enqueue outgoing push for {feed}:{seq}" ]
        | SessionEnded _ -> [ "** peer_loop done" ]
        | Written(feed, seq) -> [ $"-- wrote event {feed}:{seq}" ]
        | Refused(partner, reason, detail) -> [ $"-- refused from {partner}: {reason} ({detail})" ]
        | HeldBack(feed, seq, reason) -> [ $"-- held back {feed}:{seq}: {reason}" ]
        | StoreFailed reason -> [ $"** the store failed: {reason}" ]
        | Crashed malformation ->
            [ $"** the original program ends here: {malformation.Problem} ({malformation.Detail})" ]

    /// A notice for programs: its name, then what it says; numbers are int64.
    let facts notice =
        let at (partner: Endpoint) = "partner", box (string partner)

        let ofFeed (feed: FeedId) (seq: int64) =
            [ "feed", box (string feed); "seq", box seq ]

        match notice with
        | InitiatorStarted contacting -> "initiator-started", [ at contacting ]
        | ResponderStarted -> "responder-started", []
        | Waiting port -> "waiting", [ "port", box (int64 port) ]
        | TimedOut -> "timed-out", []
        | NotHelo -> "not-helo", []
        | GaveUp -> "gave-up", []
        | Talking(partner, role, pushPort) ->
            "talking", [ at partner; "role", box role; "push_port", box (int64 pushPort) ]
        | CommandArrived(partner, command, _) ->
            "command-arrived", [ at partner; "text", box ((Command.print command).TrimEnd '\n') ]
        | PushArrived bytes -> "push-arrived", [ "bytes", box (int64 bytes) ]
        | Ingested(feed, seq) -> "ingested", ofFeed feed seq
        | Mismatched(seq, expected) -> "mismatched", [ "seq", box seq; "expected", box expected ]
        | Enqueued(feed, seq) -> "enqueued", ofFeed feed seq
        | SessionEnded(partner, summary) ->
            "session-ended",
            [ at partner
              "received", box summary.Received
              "sent", box summary.Sent
              "held", box summary.Held
              "lacked_here", box summary.WeLack
              match summary.PartnerLacks with
              | ValueSome lacks -> "lacked_there", box lacks
              | ValueNone -> () ]
        | Written(feed, seq) -> "written", ofFeed feed seq
        | Refused(partner, reason, detail) -> "refused", [ at partner; "reason", box reason; "detail", box detail ]
        | HeldBack(feed, seq, reason) -> "held-back", ofFeed feed seq @ [ "reason", box reason ]
        | StoreFailed reason -> "store-failed", [ "reason", box reason ]
        | Crashed malformation -> "crashed", [ "reason", box malformation.Problem; "detail", box malformation.Detail ]

    /// Whether a notice is shown only with --verbose: the original has no such line, or shows it once.
    let isDetail =
        function
        | CommandArrived(_, _, isRepeat) -> isRepeat
        | InitiatorStarted _
        | ResponderStarted
        | Waiting _
        | TimedOut
        | NotHelo
        | GaveUp
        | Talking _
        | PushArrived _
        | Ingested _
        | Mismatched _
        | Enqueued _
        | SessionEnded _
        | Written _
        | Refused _
        | HeldBack _
        | StoreFailed _
        | Crashed _ -> false

    /// Whether a notice belongs to the traffic of a session, whose summary tells the same in one line.
    let isTraffic =
        function
        | CommandArrived _
        | PushArrived _
        | Ingested _
        | Mismatched _
        | Enqueued _
        | SessionEnded _ -> true
        | InitiatorStarted _
        | ResponderStarted
        | Waiting _
        | TimedOut
        | NotHelo
        | GaveUp
        | Talking _
        | Written _
        | Refused _
        | HeldBack _
        | StoreFailed _
        | Crashed _ -> false

    let private ending summary =
        match summary.WeLack, summary.PartnerLacks with
        | 0L, ValueSome 0L -> $"both hold the same {summary.Held}"
        | 0L, ValueNone -> $"this side holds {summary.Held}"
        | ours, (ValueNone | ValueSome 0L) -> $"this side holds {summary.Held} and lacks {ours}"
        | 0L, ValueSome theirs -> $"this side holds {summary.Held}, the partner lacks {theirs} of them"
        | ours, ValueSome theirs ->
            $"this side holds {summary.Held} and lacks {ours}, the partner lacks {theirs} of them"

    /// What a session did, in one line; none for other notices.
    let summary =
        function
        | SessionEnded(partner, summary) ->
            ValueSome
                $"** session with {partner} ended: received {summary.Received}, sent {summary.Sent}; {ending summary}"
        | InitiatorStarted _
        | ResponderStarted
        | Waiting _
        | TimedOut
        | NotHelo
        | GaveUp
        | Talking _
        | CommandArrived _
        | PushArrived _
        | Ingested _
        | Mismatched _
        | Enqueued _
        | Written _
        | Refused _
        | HeldBack _
        | StoreFailed _
        | Crashed _ -> ValueNone
