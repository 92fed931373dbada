namespace PeerFunctional.Verification

open System

/// The longest that something can take in a world that is checked. Everything takes any time from none at all up to its bound.
[<Struct>]
type TimeBounds =
    {
        /// A message under way.
        Latency: TimeSpan

        /// A store's answer, from when the store takes up the question.
        StoreDelay: TimeSpan

        /// The time until a peer that crashed starts again.
        Outage: TimeSpan
    }

/// How time passes in a world that is checked. Whatever happens in a stronger model happens in a weaker one.
[<RequireQualifiedAccess>]
type TimeModel =

    /// The strongest: messages, stores and restarts take no time, so a timer fires only when none of them is due, and timers fire in
    /// the order of their due times.
    | Ordered

    /// Timers are exact, and everything else takes any time within its bound.
    | Latency of TimeBounds

    /// The weakest: everything takes any time, and a timer that is set may fire at any moment.
    | Any

module TimeBounds =

    /// Messages take up to this long; stores answer and peers start again in no time.
    val ofLatency: latency: TimeSpan -> TimeBounds

module TimeModel =

    /// Its word on the command line and in JSON.
    val name: time: TimeModel -> string

    /// What it assumes, a clause each; of restarts only where a peer can crash.
    val assumptions: canCrash: bool -> time: TimeModel -> string list

    /// Whether a store's answer takes no time.
    val isStorePrompt: time: TimeModel -> bool
