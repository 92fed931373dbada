namespace PeerFunctional.Tests.Verification

open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Verification
open PeerFunctional.Tests

module FoldTests =

    let private pushes count =
        [ for number in 1..count do
              Chronicles.moment (float number) (Sent(number, 0, 1, $"event Alice:{number} ({200 + number} bytes)"))
              Chronicles.moment (float number) (Arrived number)
              Chronicles.moment (float number) (Noticed(1, $"stored Alice:{number}")) ]

    let private chronicle moments =
        { Title = ""
          Lanes = [ "Alice"; "Bob" ]
          Moments = moments
          Conclusion = "" }

    let private lines stretches =
        stretches
        |> List.collect (function
            | Single _ -> []
            | Alike(lines, _, _) -> lines)

    [<Property>]
    let ``Unfolding gives the moments back, whatever they are`` () =
        Prop.forAll (Arb.fromGen Chronicles.any) (fun chronicle ->
            Fold.unfold (Fold.fold chronicle) = chronicle.Moments)

    [<Fact>]
    let ``Forty pushes with their notices are two lines`` () : unit =
        let folded = Fold.fold (chronicle (pushes 40))
        folded.Length |> Expect.equal 1

        lines folded
        |> Expect.equal
            [ "40 × Alice → Bob: event Alice:1..40 (201..240 bytes)"
              "40 × Bob says: stored Alice:1..40" ]

    [<Fact>]
    let ``Few like moments are not folded`` () : unit =
        Fold.fold (chronicle (pushes (Fold.AtLeast - 1))) |> lines |> Expect.equal []

    [<Fact>]
    let ``One lost push among forty stands by itself, with its loss`` () : unit =
        let moments =
            pushes 40
            |> List.choose (fun moment ->
                match moment.Happening with
                | Arrived 20 -> Some { moment with Happening = Lost 20 }
                | Noticed(_, "stored Alice:20") -> None
                | _ -> Some moment)

        let singles =
            Fold.fold (chronicle moments)
            |> List.choose (function
                | Single moment -> Some moment.Happening
                | Alike _ -> None)

        singles |> Expect.equal [ Sent(20, 0, 1, "event Alice:20 (220 bytes)"); Lost 20 ]

    [<Fact>]
    let ``What a reader must not miss is never folded`` () : unit =
        let remarkable =
            [ Happening.Crashed 1
              Restarted 1
              Finished 0
              Garbled(1, "bytes 1")
              Partitioned "cut 1"
              Healed "whole 1"
              Remarked(ValueNone, "broken 1") ]

        for happening in remarkable do
            let moments = List.replicate 50 (Chronicles.moment 0.0 happening)
            Fold.fold (chronicle moments) |> Expect.equal (List.map Single moments)

    [<Property>]
    let ``Joining two chronicles keeps every moment, and each message its own fate`` () =
        Prop.forAll (Arb.fromGen (Gen.zip Chronicles.any Chronicles.any)) (fun (one, other) ->
            let joined =
                Chronicle.join "" [ System.TimeSpan.Zero, one; System.TimeSpan.FromHours 1.0, other ]

            joined.Moments.Length = one.Moments.Length + other.Moments.Length
            && joined.Lanes = List.distinct (one.Lanes @ other.Lanes))

    [<Fact>]
    let ``Four hundred messages of a recording become a few rows`` () : unit =
        let recording = Chronicles.ofRecording "both-200"
        recording.Moments |> Seq.length |> Expect.isGreaterThan 800
        Fold.fold recording |> Seq.length |> Expect.isLessThan 20
