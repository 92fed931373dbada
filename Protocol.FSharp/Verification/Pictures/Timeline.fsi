namespace PeerFunctional.Verification

open System

/// Something that happened to a peer or between peers. Peers are lanes, numbered from 0; a message has a number of its own
/// that its later fates name.
type TimelineEvent =
    | Sent of message: int * from: int * recipient: int * words: string

    /// A copy of the message reached its recipient; a message may arrive more than once.
    | Delivered of message: int

    /// The network dropped it, or a copy of it.
    | Dropped of message: int
    | Corrupted of message: int

    /// Bytes that are no message of the protocol.
    | Garbled of lane: int * words: string
    | TimerFired of lane: int * words: string

    /// What the peer told its user.
    | Noticed of lane: int * words: string
    | Crashed of lane: int
    | Restarted of lane: int
    | Finished of lane: int
    | Partitioned of words: string
    | Healed of words: string

    /// What an observer adds: a verdict, a broken property.
    | Remarked of lane: int voption * words: string

    /// The first message of the peer that its policy does not explain.
    | Diverged of lane: int * words: string

/// One event at its time since the beginning, with its peer's state after it in words where a picture can show it, and with the
/// number of its step or frame, from 1, where these are counted.
type TimedEvent =
    {
        At: TimeSpan
        Event: TimelineEvent
        State: string voption
        Step: int voption
    }

/// What the numbers of a timeline's events count: the steps of a run, or the frames of a capture.
[<RequireQualifiedAccess>]
type Numbering =
    | Steps
    | Frames

/// A run in the protocol's words. A capture, a simulation, a counterexample and a journal all become one, and one can be
/// drawn, printed and folded without knowing the protocol.
type Timeline =
    {
        Title: string

        /// The peers' names, by lane.
        Lanes: string list

        /// In order.
        Events: TimedEvent list

        /// What it shows, in a sentence; of a capture, a sentence for each participant.
        Conclusion: string list

        /// Of two runs side by side, the first lane of the second.
        SecondRun: int voption
        Numbering: Numbering
    }

module Timeline =

    /// The timeline as it may be drawn: every text of it made visible.
    val shown: timeline: Timeline -> Timeline

    /// What it shows, on one line.
    val conclusion: timeline: Timeline -> string

    /// What was on the wire, with timers and remarks: the peers' notices to their users left out.
    val withoutNotices: timeline: Timeline -> Timeline

    /// Two runs in one timeline, each by its name: the lanes of the second are right of those of the first, and what happens at one time in
    /// one step stands together.
    val beside: title: string -> leftName: string * left: Timeline -> rightName: string * right: Timeline -> Timeline

    /// Timelines that began at different times as one; lanes of one name are one lane.
    val join: title: string -> parts: (TimeSpan * Timeline) list -> Timeline
