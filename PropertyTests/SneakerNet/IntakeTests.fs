namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

module IntakeTests =

    let private keys = Given.keys 1
    let private feed = Given.feed keys 12

    let private headAt seq =
        feed
        |> List.tryFind (fun event -> event.Seq = seq)
        |> Option.map Head.ofEvent
        |> ValueOption.ofOption

    let private heldUpTo seq =
        feed
        |> List.filter (fun event -> event.Seq <= seq)
        |> List.map (fun event -> event.Seq, event.Hash)
        |> Map.ofList

    let private seqs (intake: Intake) = intake.Taken |> List.map _.Event.Seq

    let private reasons (intake: Intake) =
        intake.Refused |> List.map (fun struct (_, reason) -> reason)

    [<Property>]
    let ``What is taken continues the feed without a gap, whatever comes in whatever order`` () =
        let offered =
            gen {
                let! head = Gen.choose (0, 12)
                let! events = Gen.listOf (Gen.elements feed)
                return int64 head, events
            }

        Prop.forAll (Arb.fromGen offered) (fun (head, events) ->
            let intake =
                events |> List.map Writer.offer |> Intake.ofFeed false (headAt head) (heldUpTo head)

            let there = events |> List.map _.Seq |> Set.ofList

            let expected =
                Seq.initInfinite (fun index -> head + 1L + int64 index)
                |> Seq.takeWhile (fun seq -> Set.contains seq there)
                |> List.ofSeq

            seqs intake = expected && reasons intake |> List.forall ((=) "gap"))

    [<Property>]
    let ``Of the own feed nothing is taken that it does not hold`` () =
        Prop.forAll (Arb.fromGen (Gen.choose (0, 11))) (fun head ->
            let intake =
                feed |> List.map Writer.offer |> Intake.ofFeed true (headAt (int64 head)) (heldUpTo (int64 head))

            intake.Taken.IsEmpty && reasons intake = List.replicate (12 - head) Intake.OwnFeed)

    [<Fact>]
    let ``Another event in a place that is taken is a fork, and the first stays`` () : unit =
        let other = Writer.message keys (ValueSome feed[0].Hash) 2L "another story"
        let offers = [ feed[0]; feed[1]; other; feed[2] ] |> List.map Writer.offer
        let intake = Intake.ofFeed false ValueNone Map.empty offers
        seqs intake |> Expect.equal [ 1L; 2L; 3L ]
        reasons intake |> Expect.equal [ "fork" ]

        let held = Intake.ofFeed false (headAt 3L) (heldUpTo 3L) [ Writer.offer other ]
        reasons held |> Expect.equal [ "fork" ]

    [<Fact>]
    let ``An event whose prev names another one is refused`` () : unit =
        let wrong = Writer.message keys (ValueSome feed[5].Hash) 2L "wrong"
        let intake = Intake.ofFeed false (headAt 1L) Map.empty [ Writer.offer wrong ]
        reasons intake |> Expect.equal [ "prev-mismatch" ]

    [<Fact>]
    let ``An event with a bad signature is refused and ends what can be taken`` () : unit =
        let forged = Writer.forged keys (ValueSome feed[0].Hash) 2L

        let offers = [ feed[0]; forged; feed[2] ] |> List.map Writer.offer
        let intake = Intake.ofFeed false ValueNone Map.empty offers
        seqs intake |> Expect.equal [ 1L ]
        reasons intake |> Expect.equal [ "signature-invalid"; "gap" ]
