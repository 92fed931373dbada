namespace PeerFunctional.Verification

open System

/// Something that goes wrong. Letters are named by their place among all letters sent, so that without one fault the others
/// still mean something.
[<RequireQualifiedAccess>]
type Fault =

    /// On a stream, the connection breaks with it.
    | Drop of letter: int

    /// The letter arrives twice; streams have no such thing.
    | Duplicate of letter: int

    /// The letter arrives as bytes that are no message; on a stream it comes in pieces.
    | Garble of letter: int

    /// The letter comes late, behind others: the network is in order otherwise.
    | Delay of letter: int * by: TimeSpan

    /// The peer crashes after so many steps of its own, and starts again from its disk a while later.
    | Crash of peer: int * afterSteps: int * down: TimeSpan

    /// The same, but its disk is lost with it.
    | Wipe of peer: int * afterSteps: int * down: TimeSpan

    /// What one peer sends another is lost for a while; `bothWays`: what that one sends back too.
    | Cut of from: int * towards: int * bothWays: bool * since: TimeSpan * until: TimeSpan

/// How long something takes: the least, and at most so much more, drawn anew each time.
[<Struct>]
type Latency = { Least: TimeSpan; Spread: TimeSpan }

/// All that decides a run of a world: what goes wrong, and a seed for how long everything takes.
type Schedule =
    {
        Seed: uint64

        /// When each peer starts.
        Starts: TimeSpan list
        Network: Latency

        /// The store's time for a question.
        Disk: Latency

        /// From here on nothing goes wrong any more: cuts heal, peers that are down start again, and the goal must be reached.
        Calm: TimeSpan
        Faults: Fault list
    }

module Latency =

    val draw: latency: Latency -> chance: Chance -> TimeSpan

module Fault =

    /// A fault in words; `name` gives a peer's.
    val words: name: (int -> string) -> _arg1: Fault -> string
