namespace PeerFunctional.Verification

open System.Collections.Generic

/// What is to happen.
[<Struct>]
type private Event<'message> =
    | Arrives of envelope: Envelope<'message> * isCorrupted: bool
    | Starts of starting: int
    | Answers of answering: int
    | Fires of firing: int

    /// One of the peer's timers of any moment fires.
    | Chooses of choosing: int

/// A world that is run by a schedule. Changed in place: a run takes microseconds a step.
type SimulatedWorld<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    private
        {
            World: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            Schedule: FaultSchedule
            Source: FaultSource
            Cuts: Fault array
            Latencies: Prng
            Works: Prng

            /// Sees every action, the world state after it, and what was sent and said.
            Watch:
                (Action<Envelope<'message>, 'timer>
                    -> WorldState<'state, 'timer, 'ask, 'store>
                    -> Emission<'message> list
                    -> unit)

            /// By time; what happens at once happens in the order of events' ranks, and of places.
            Queue: PriorityQueue<Event<'message>, struct (int64 * int * int)>

            /// When the last datagram in order arrives, by sender and recipient.
            InOrder: Dictionary<struct (int * int), int64>

            /// When the last envelope of each connection's direction arrives.
            InLine: Dictionary<struct (int * int), int64>

            /// When something happens to a peer next; `never` if nothing is due. Events of the queue at other times are void.
            RestartAt: int64 array
            WorkAt: int64 array
            TimerAt: int64 array
            ChoiceAt: int64 array
            Steps: int array
            Happened: List<Fault>
            mutable WorldState: WorldState<'state, 'timer, 'ask, 'store>

            /// Envelopes that were given to the network: how long each takes is drawn by its place among them.
            mutable Given: int
            mutable Queued: int
            mutable Worked: int
            mutable Moves: int
        }

module SimulatedWorld =

    /// The world state as it is now.
    val worldState:
        run: SimulatedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> WorldState<'a, 'b, 'f, 'h> when 'b: comparison

    /// How many actions there were.
    val taken: run: SimulatedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> int when 'b: comparison

    /// When something happens next; the greatest time if nothing does.
    val nextTime: run: SimulatedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> System.TimeSpan when 'b: comparison

    /// Lets the next thing happen, if there is one: the peer it happened to.
    val advance: run: SimulatedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> int voption when 'b: comparison

    /// The faults that happened so far, and the cuts.
    val faults: run: SimulatedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> Fault list when 'b: comparison

    /// A world before its first event, under a schedule; faults come from another source.
    val internal create:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        schedule: FaultSchedule ->
        source: FaultSource ->
        watch:
            (Action<Envelope<'message>, 'timer>
                -> WorldState<'state, 'timer, 'ask, 'store>
                -> Emission<'message> list
                -> unit) ->
            SimulatedWorld<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            when 'timer: comparison

    /// A world before its first event, under a schedule; `watch` sees every action, the world state after it, and what was sent and
    /// said.
    val start:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        schedule: FaultSchedule ->
        watch: (Action<Envelope<'c>, 'b> -> WorldState<'a, 'b, 'f, 'h> -> Emission<'c> list -> unit) ->
            SimulatedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h>
            when 'b: comparison

    /// Lets everything happen that is due up to a time.
    val runUntil:
        time: System.TimeSpan -> run: SimulatedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> unit when 'b: comparison

    /// Lets an action happen now that no schedule asks for; `peer` is whose step it is.
    val act:
        peer: int -> action: Action<Envelope<'a>, 'b> -> run: SimulatedWorld<'c, 'b, 'a, 'd, 'e, 'f, 'g, 'h> -> unit
            when 'b: comparison
