namespace PeerFunctional.Verification

/// What happened in one interval of a run.
[<Struct>]
type LoadSample =
    {
        Messages: int
        Timers: int

        /// Steps of the peer that took the most.
        Busiest: int

        /// Peers that fulfil their part of the goal at its end.
        Done: int
    }

/// How the load of a world went over a run: intervals of equal length from the beginning on.
type LoadCurves =
    {
        Title: string
        Peers: int
        Interval: System.TimeSpan
        Samples: LoadSample list
    }

/// The curves of a run under way. Changed in place.
type internal LoadMeter<'world> =
    {
        Length: System.TimeSpan
        Liveness: InvariantWatch<'world>

        /// Steps of each peer in this interval, and the peers that took any.
        Steps: int array
        Stepped: System.Collections.Generic.List<int>
        Over: System.Collections.Generic.List<LoadSample>
        mutable Sample: LoadSample
    }

module internal LoadMeter =

    val create: length: System.TimeSpan -> peers: int -> properties: Properties<'a> -> worldState: 'a -> LoadMeter<'a>

    /// An action, and the world state after it.
    val note:
        action: Action<Envelope<'message>, 'timer> ->
        worldState: WorldState<'state, 'timer, 'ask, 'store> ->
        meter: LoadMeter<WorldState<'state, 'timer, 'ask, 'store>> ->
            unit
            when 'timer: comparison

    val curves: title: string -> meter: LoadMeter<'a> -> LoadCurves
