namespace PeerFunctional.Verification

/// Since when each of several numbered ones is silent. A time is corrected only where it is asked for, so what is heard all the
/// time costs little.
[<NoEquality; NoComparison>]
type internal Silences =
    {
        /// By times that are not after what was heard last.
        ByTime: Set<struct (int64 * int64)>

        /// The time that each has there.
        Times: Map<int64, int64>
    }

module internal Silences =

    val none: Silences

    val heard: number: int64 -> time: int64 -> silences: Silences -> Silences

    val remove: number: int64 -> silences: Silences -> Silences

    /// The one that is silent longest, with when it was heard last, as `last` tells.
    val longest: last: (int64 -> int64) -> silences: Silences -> struct ((struct (int64 * int64)) voption * Silences)

    /// Those that are silent longer than a pause, which are removed, each with when it was heard last.
    val longerThan:
        pause: int64 ->
        now: int64 ->
        last: (int64 -> int64) ->
        silences: Silences ->
            struct ((struct (int64 * int64)) list * Silences)
