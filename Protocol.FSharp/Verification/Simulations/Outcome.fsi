namespace PeerFunctional.Verification

open System

type Ending =
    | Passed

    /// An invariant that holds always does not.
    | Broken of sentence: string

    /// Nothing went wrong any more, and still the goal was not reached: nothing happens any more, or not in time.
    | Missed of sentence: string

/// What a run came to.
type Outcome =
    {
        Ending: Ending

        /// The run as a schedule of its own: run again, it takes the same actions.
        Schedule: FaultSchedule
        Moves: int

        /// When it was decided.
        Ended: TimeSpan
    }
