namespace PeerFunctional.Kernel

open System

/// How long a partner takes to answer, as measured, and how long to wait before asking it again (RFC 6298). Times are measured
/// where the machine takes its step, so a machine that is slow to read counts its own delay too.
[<Struct>]
type RoundTrip =
    {
        /// The smoothed time of an answer; none before the first sample.
        Smoothed: TimeSpan voption

        /// The smoothed deviation of samples from it.
        Variation: TimeSpan

        /// The timeout before the first sample.
        Guess: TimeSpan

        /// Timeouts since the last sample. The next question waits as long as the last one did (Karn's rule).
        Doublings: int
    }

module RoundTrip =

    /// The least timeout of most partners: a scheduler and a disk need some time however near the partner is.
    val least: TimeSpan

    val most: TimeSpan

    /// Enough to get from the least timeout to the greatest.
    [<Literal>]
    val MaxDoublings: int = 6

    val unmeasured: guess: TimeSpan -> RoundTrip

    /// A question that was asked once got its answer after this time; a longer one than `most` counts as `most`.
    val sample: time: TimeSpan -> roundTrip: RoundTrip -> RoundTrip

    /// A question that was asked more than once got an answer this long after it was asked first: no sample, but before the
    /// first sample a bound.
    val bound: time: TimeSpan -> roundTrip: RoundTrip -> RoundTrip

    /// Nothing came within the timeout: the next one is twice as long.
    val expire: roundTrip: RoundTrip -> RoundTrip

    /// Something came within the timeout, but which question it answers is not known.
    val ease: roundTrip: RoundTrip -> RoundTrip

    /// Nothing is asked any more that an answer could be mistaken for.
    val relax: roundTrip: RoundTrip -> RoundTrip

    /// How long an answer takes at most, as far as samples tell; `most` at most.
    val expected: roundTrip: RoundTrip -> TimeSpan voption

    /// How long to wait for an answer before asking again, `least` at least.
    val timeout: least: TimeSpan -> roundTrip: RoundTrip -> TimeSpan

    /// How long to wait before a keep-alive: as a timeout, but it does not grow past the mean time of an answer or past
    /// `longest`, because it is small and asks for little.
    val beat: longest: TimeSpan -> least: TimeSpan -> roundTrip: RoundTrip -> TimeSpan
