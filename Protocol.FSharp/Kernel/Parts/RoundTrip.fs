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
    let least = TimeSpan.FromMilliseconds 200.0

    let most = TimeSpan.FromSeconds 8.0

    /// Enough to get from the least timeout to the greatest.
    [<Literal>]
    let MaxDoublings = 6

    let private clamp least (time: TimeSpan) = time |> max least |> min most

    let unmeasured guess =
        { Smoothed = ValueNone
          Variation = TimeSpan.Zero
          Guess = clamp least guess
          Doublings = 0 }

    /// A question that was asked once got its answer after this time; a longer one than `most` counts as `most`.
    let sample (time: TimeSpan) roundTrip =
        let time = min most time

        match roundTrip.Smoothed with
        | ValueNone ->
            { roundTrip with
                Smoothed = ValueSome time
                Variation = time / 2.0
                Doublings = 0 }
        | ValueSome smoothed ->
            { roundTrip with
                Smoothed = ValueSome(smoothed + (time - smoothed) / 8.0)
                Variation = roundTrip.Variation + ((smoothed - time).Duration() - roundTrip.Variation) / 4.0
                Doublings = 0 }

    /// A question that was asked more than once got an answer this long after it was asked first: no sample, but before the
    /// first sample a bound.
    let bound (time: TimeSpan) roundTrip =
        { roundTrip with
            Guess = max roundTrip.Guess (clamp least (time * 1.25)) }

    /// Nothing came within the timeout: the next one is twice as long.
    let expire roundTrip =
        { roundTrip with
            Doublings = min MaxDoublings (roundTrip.Doublings + 1) }

    /// Something came within the timeout, but which question it answers is not known.
    let ease roundTrip =
        { roundTrip with
            Doublings = max 0 (roundTrip.Doublings - 1) }

    /// Nothing is asked any more that an answer could be mistaken for.
    let relax roundTrip = { roundTrip with Doublings = 0 }

    /// How long an answer takes at most, as far as samples tell; `most` at most.
    let expected roundTrip =
        roundTrip.Smoothed
        |> ValueOption.map (fun smoothed -> min most (smoothed + roundTrip.Variation * 4.0))

    let private single least roundTrip =
        roundTrip |> expected |> ValueOption.defaultValue roundTrip.Guess |> clamp least

    /// How long to wait for an answer before asking again, `least` at least.
    let timeout least roundTrip =
        min most (single least roundTrip * float (1 <<< roundTrip.Doublings))

    /// How long to wait before a sign of life: as a timeout, but it does not grow past the mean time of an answer or past
    /// `longest`, because it is small and asks for little.
    let beat longest least roundTrip =
        let mean =
            roundTrip.Smoothed |> ValueOption.defaultValue roundTrip.Guess |> clamp least

        min (timeout least roundTrip) (max longest mean)
