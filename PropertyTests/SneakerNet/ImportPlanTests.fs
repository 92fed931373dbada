namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

module ImportPlanTests =

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

    let private seqs (plan: ImportPlan) = plan.Taken |> List.map _.Event.Seq

    let private reasons (plan: ImportPlan) =
        plan.Refused |> List.map (fun struct (_, reason) -> reason)

    [<Property>]
    let ``Imported events extend the feed without a gap, for any events in any order`` () =
        let offered =
            gen {
                let! head = Gen.choose (0, 12)
                let! events = Gen.listOf (Gen.elements feed)
                return int64 head, events
            }

        Prop.forAll (Arb.fromGen offered) (fun (head, events) ->
            let plan =
                events |> List.map Writer.offer |> ImportPlan.forFeed false (headAt head) (heldUpTo head)

            let there = events |> List.map _.Seq |> Set.ofList

            let expected =
                Seq.initInfinite (fun index -> head + 1L + int64 index)
                |> Seq.takeWhile (fun seq -> Set.contains seq there)
                |> List.ofSeq

            seqs plan = expected && reasons plan |> List.forall ((=) "gap"))

    [<Property>]
    let ``New events of the own feed are refused`` () =
        Prop.forAll (Arb.fromGen (Gen.choose (0, 11))) (fun head ->
            let plan =
                feed
                |> List.map Writer.offer
                |> ImportPlan.forFeed true (headAt (int64 head)) (heldUpTo (int64 head))

            plan.Taken.IsEmpty && reasons plan = List.replicate (12 - head) ImportPlan.OwnFeed)

    [<Fact>]
    let ``Another event with a held number is a fork, and the held event stays`` () : unit =
        let other = Writer.message keys (ValueSome feed[0].Hash) 2L "another story"
        let offers = [ feed[0]; feed[1]; other; feed[2] ] |> List.map Writer.offer
        let plan = ImportPlan.forFeed false ValueNone Map.empty offers
        seqs plan |> Expect.equal [ 1L; 2L; 3L ]
        reasons plan |> Expect.equal [ "fork" ]

        let held = ImportPlan.forFeed false (headAt 3L) (heldUpTo 3L) [ Writer.offer other ]
        reasons held |> Expect.equal [ "fork" ]

    [<Fact>]
    let ``An event whose prev names another one is refused`` () : unit =
        let wrong = Writer.message keys (ValueSome feed[5].Hash) 2L "wrong"
        let plan = ImportPlan.forFeed false (headAt 1L) Map.empty [ Writer.offer wrong ]
        reasons plan |> Expect.equal [ "prev-mismatch" ]

    [<Fact>]
    let ``An event with a bad signature is refused, and so are the events after it`` () : unit =
        let forged = Writer.forged keys (ValueSome feed[0].Hash) 2L

        let offers = [ feed[0]; forged; feed[2] ] |> List.map Writer.offer
        let plan = ImportPlan.forFeed false ValueNone Map.empty offers
        seqs plan |> Expect.equal [ 1L ]
        reasons plan |> Expect.equal [ "signature-invalid"; "gap" ]
