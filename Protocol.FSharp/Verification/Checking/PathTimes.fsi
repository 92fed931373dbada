namespace PeerFunctional.Verification

open System

/// What a step of a path does to the clocks of `TimeModel.Latency`.
type internal ClockStep<'timer> =
    {
        /// The timer that fires.
        Fired: Clock<'timer> voption

        /// The clocks that still bound how late the step is.
        Bounding: Clock<'timer> list

        /// The clocks that start with the step, each with the time it has.
        Started: struct (Clock<'timer> * TimeSpan) list
    }

module internal PathTimes =

    /// The earliest times at which the steps of a path can happen, all clocks obeyed. The steps must come from the zones of a
    /// search: then there are such times.
    val earliest: steps: ClockStep<'timer> list -> TimeSpan list when 'timer: comparison
