namespace PeerFunctional.Tests.Tracker

open System
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// Captures of rings that peers join and leave at random. None of their programs does anything wrong.
module RandomRingTests =

    /// A peer of ours, of the usual pace: whether it stays once it holds every item, and when it starts, in seconds.
    type Member =
        { Stay: bool
          Start: float
          Plain: bool }

    let private members =
        gen {
            let! count = Gen.choose (2, 5)

            return!
                gen {
                    let! stay = Gen.elements [ true; false ]
                    let! start = Gen.choose (0, 12_000)
                    let! plain = Gen.elements [ true; false; false; false ]

                    return
                        { Stay = stay
                          Start = float start / 1000.0
                          Plain = plain }
                }
                |> Gen.listOfLength count
        }

    let private networkOf members =
        let network = LosslessNetwork.settle Recovering LosslessNetwork.original []

        let named = Seq.zip [ "ann"; "ben"; "cat"; "dan"; "eve" ] members |> List.ofSeq

        for index, (name, peer) in List.indexed named do
            let settings =
                { LosslessNetwork.settings Recovering name (9001 + index) with
                    Stay = peer.Stay
                    Plain = peer.Plain }

            network.Add(name, 9001 + index, PeerPart(Collector.initial settings), LosslessNetwork.seconds peer.Start)

        network

    let private length = LosslessNetwork.seconds 60.0

    let private hasNoDivergence frames =
        RingCaptures.verdicts frames
        |> List.filter (fun verdict -> verdict.Contains(" diverges ", StringComparison.Ordinal))
        |> Expect.isEmpty

    [<Property(MaxTest = 25)>]
    let ``No side of a ring of ours diverges, whichever peers leave and whenever they join`` () =
        Prop.forAll (Arb.fromGen members) (fun members ->
            networkOf members |> RingCaptures.framesOfTown length |> hasNoDivergence)

    [<Property(MaxTest = 25)>]
    let ``No side of a ring of ours diverges in a recording at its tracker, whichever peers leave and whenever they join``
        ()
        =
        Prop.forAll (Arb.fromGen members) (fun members ->
            let network = networkOf members
            network.Run length

            network.CapturedAt "tracker" |> RingCaptures.framesOf length |> hasNoDivergence)
