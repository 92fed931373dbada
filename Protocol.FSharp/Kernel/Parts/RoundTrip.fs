namespace PeerFunctional.Kernel

open System

[<Struct>]
type RoundTrip =
    { Smoothed: TimeSpan voption
      Variation: TimeSpan
      Guess: TimeSpan
      Doublings: int }

module RoundTrip =

    let least = TimeSpan.FromMilliseconds 200.0

    let most = TimeSpan.FromSeconds 8.0

    [<Literal>]
    let MaxDoublings = 6

    let private clamp least (time: TimeSpan) = time |> max least |> min most

    let unmeasured guess =
        { Smoothed = ValueNone
          Variation = TimeSpan.Zero
          Guess = clamp least guess
          Doublings = 0 }

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

    let bound (time: TimeSpan) roundTrip =
        { roundTrip with
            Guess = max roundTrip.Guess (clamp least (time * 1.25)) }

    let expire roundTrip =
        { roundTrip with
            Doublings = min MaxDoublings (roundTrip.Doublings + 1) }

    let ease roundTrip =
        { roundTrip with
            Doublings = max 0 (roundTrip.Doublings - 1) }

    let relax roundTrip = { roundTrip with Doublings = 0 }

    let expected roundTrip =
        roundTrip.Smoothed
        |> ValueOption.map (fun smoothed -> min most (smoothed + roundTrip.Variation * 4.0))

    let private single least roundTrip =
        roundTrip |> expected |> ValueOption.defaultValue roundTrip.Guess |> clamp least

    let timeout least roundTrip =
        min most (single least roundTrip * float (1 <<< roundTrip.Doublings))

    let beat longest least roundTrip =
        let mean =
            roundTrip.Smoothed |> ValueOption.defaultValue roundTrip.Guess |> clamp least

        min (timeout least roundTrip) (max longest mean)
