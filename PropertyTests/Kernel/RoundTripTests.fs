namespace PeerFunctional.Tests.Kernel

open System
open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests

module RoundTripTests =

    let private second = TimeSpan.FromSeconds 1.0
    let private timeout = RoundTrip.timeout RoundTrip.least
    let private beat = RoundTrip.beat second RoundTrip.least
    let private unmeasured = RoundTrip.unmeasured second

    let private ofSamples (milliseconds: PositiveInt list) =
        (unmeasured, milliseconds)
        ||> List.fold (fun roundTrip (PositiveInt sample) ->
            RoundTrip.sample (TimeSpan.FromMilliseconds(float (sample % 10_000))) roundTrip)

    [<Property>]
    let ``RoundTrip.timeout is within its bounds and at least the smoothed time of an answer``
        (samples: PositiveInt list)
        (NonNegativeInt expired)
        =
        let roundTrip =
            (ofSamples samples, [ 1 .. expired % 10 ])
            ||> List.fold (fun roundTrip _ -> RoundTrip.expire roundTrip)

        let due = timeout roundTrip
        let smoothed = roundTrip.Smoothed |> ValueOption.defaultValue TimeSpan.Zero

        due >= RoundTrip.least
        && due <= RoundTrip.most
        && due >= min smoothed RoundTrip.most
        && beat roundTrip <= due

    [<Property>]
    let ``After thirty equal samples the timeout is at most a tenth longer than the sample``
        (PositiveInt milliseconds)
        =
        let time = TimeSpan.FromMilliseconds(float (milliseconds % 4_000))
        let roundTrip = ofSamples (List.replicate 30 (PositiveInt(milliseconds % 4_000)))
        timeout roundTrip <= max RoundTrip.least (time * 1.1)

    [<Fact>]
    let ``Each timeout is twice as long as the last one, until an answer is measured`` () : unit =
        [ 0..4 ]
        |> List.scan (fun roundTrip _ -> RoundTrip.expire roundTrip) unmeasured
        |> List.map (fun roundTrip -> (timeout roundTrip).TotalSeconds)
        |> Expect.equal [ 1.0; 2.0; 4.0; 8.0; 8.0; 8.0 ]

        let measured = RoundTrip.sample TimeSpan.Zero (RoundTrip.expire unmeasured)
        timeout measured |> Expect.equal RoundTrip.least

    [<Fact>]
    let ``RoundTrip.beat is at most a second, or the mean of a longer round trip, after any number of timeouts``
        ()
        : unit =
        let lost roundTrip =
            (roundTrip, [ 1..10 ]) ||> List.fold (fun roundTrip _ -> RoundTrip.expire roundTrip)

        beat (lost (ofSamples [ PositiveInt 10 ])) |> Expect.equal second
        beat (lost (ofSamples [ PositiveInt 2_000 ])) |> Expect.isLessThanOrEqual (TimeSpan.FromSeconds 6.0)

    [<Fact>]
    let ``An answer to a question asked twice is no sample, but before the first sample a bound`` () : unit =
        let bounded = RoundTrip.bound (second * 2.0) unmeasured
        timeout bounded |> Expect.equal (second * 2.5)
        bounded.Smoothed |> Expect.equal ValueNone
        let measured = ofSamples [ PositiveInt 10 ]
        timeout (RoundTrip.bound (second * 2.0) measured) |> Expect.equal (timeout measured)

    [<Property>]
    let ``RoundTrip.expected is never longer than RoundTrip.most, however late the samples came``
        (samples: PositiveInt list)
        =
        ofSamples samples |> RoundTrip.expected |> ValueOption.forall (fun time -> time <= RoundTrip.most)
