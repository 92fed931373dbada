namespace PeerFunctional.Verification

open System

/// Something that goes wrong. Envelopes are named by their place among all envelopes sent, so that without one fault the others
/// still mean something.
[<RequireQualifiedAccess>]
type Fault =

    /// On a stream, the connection breaks with it.
    | Drop of envelope: int

    /// The envelope arrives twice; streams have no such thing.
    | Duplicate of envelope: int

    /// The envelope arrives as bytes that are no message; on a stream it comes in pieces.
    | Corrupt of envelope: int

    /// The envelope comes late, behind others: the network is in order otherwise.
    | Delay of envelope: int * by: TimeSpan

    /// The peer crashes after so many steps of its own, and starts again from its disk a while later.
    | Crash of peer: int * afterSteps: int * down: TimeSpan

    /// The same, but its disk is lost with it.
    | CrashLosingDisk of peer: int * afterSteps: int * down: TimeSpan

    /// What one peer sends another is lost for a while; `bothWays`: what that one sends back too.
    | Partition of from: int * towards: int * bothWays: bool * since: TimeSpan * until: TimeSpan

/// How long something takes: the least, and at most so much more, drawn anew each time.
[<Struct>]
type Latency = { Least: TimeSpan; Spread: TimeSpan }

/// All that decides a run of a world: what goes wrong, and a seed for how long everything takes.
type FaultSchedule =
    {
        Seed: uint64

        /// When each peer starts.
        Starts: TimeSpan list
        Network: Latency

        /// The store's time for a question.
        Disk: Latency

        /// From here on nothing goes wrong any more: cuts heal, peers that are down start again, and the goal must be reached.
        HealedAt: TimeSpan
        Faults: Fault list
    }

module Latency =

    val draw: latency: Latency -> chance: Prng -> TimeSpan

module Fault =

    /// A fault in words; `name` gives a peer's.
    val words: name: (int -> string) -> _arg1: Fault -> string
