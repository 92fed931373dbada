namespace PeerFunctional.Tests.Verification

open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Verification
open PeerFunctional.Tests

module RunFoldingTests =

    let private pushes count =
        [ for number in 1..count do
              Timelines.timed (float number) (Sent(number, 0, 1, $"event Alice:{number} ({200 + number} bytes)"))
              Timelines.timed (float number) (Delivered number)
              Timelines.timed (float number) (Noticed(1, $"stored Alice:{number}")) ]

    let private timeline events =
        { Title = ""
          Lanes = [ "Alice"; "Bob" ]
          Events = events
          Conclusion = [ "" ]
          SecondRun = ValueNone
          Numbering = Numbering.Steps }

    let private lines stretches =
        stretches
        |> List.collect (function
            | Single _ -> []
            | Alike(lines, _, _) -> lines)

    [<Property>]
    let ``Unfolding gives the moments back, whatever they are`` () =
        Prop.forAll (Arb.fromGen Timelines.any) (fun timeline ->
            RunFolding.unfold (RunFolding.fold timeline) = timeline.Events)

    [<Fact>]
    let ``Forty pushes with their notices are two lines`` () : unit =
        let folded = RunFolding.fold (timeline (pushes 40))
        folded.Length |> Expect.equal 1

        lines folded
        |> Expect.equal
            [ "40 × Alice → Bob: event Alice:1..40 (201..240 bytes)"
              "40 × notice of Bob: stored Alice:1..40" ]

    [<Fact>]
    let ``Few like moments are not folded`` () : unit =
        RunFolding.fold (timeline (pushes (RunFolding.AtLeast - 1))) |> lines |> Expect.equal []

    [<Fact>]
    let ``One lost push among forty stands by itself, with its loss`` () : unit =
        let events =
            pushes 40
            |> List.choose (fun timed ->
                match timed.Event with
                | Delivered 20 -> Some { timed with Event = Dropped 20 }
                | Noticed(_, "stored Alice:20") -> None
                | _ -> Some timed)

        let singles =
            RunFolding.fold (timeline events)
            |> List.choose (function
                | Single timed -> Some timed.Event
                | Alike _ -> None)

        singles |> Expect.equal [ Sent(20, 0, 1, "event Alice:20 (220 bytes)"); Dropped 20 ]

    [<Fact>]
    let ``A peer that is refused time after time is one line`` () : unit =
        [ for number in 1..500 do
              Timelines.timed (float number) (TimerFired(1, "its next turn"))
              Timelines.timed (float number) (Remarked(ValueSome 1, "the connection was refused")) ]
        |> timeline
        |> RunFolding.fold
        |> lines
        |> Expect.equal [ "500 × timer of Bob: its next turn"; "500 × Bob: the connection was refused" ]

    [<Fact>]
    let ``Crashes, partitions, garbled messages and remarks on all peers are never folded`` () : unit =
        let remarkable =
            [ TimelineEvent.Crashed 1
              Restarted 1
              Finished 0
              Garbled(1, "bytes 1")
              Partitioned "cut 1"
              Healed "whole 1"
              Remarked(ValueNone, "broken 1") ]

        for event in remarkable do
            let events = List.replicate 50 (Timelines.timed 0.0 event)
            RunFolding.fold (timeline events) |> Expect.equal (List.map Single events)

    [<Property>]
    let ``Joining two timelines keeps every moment, and each message its own fate`` () =
        Prop.forAll (Arb.fromGen (Gen.zip Timelines.any Timelines.any)) (fun (one, other) ->
            let joined =
                Timeline.join "" [ System.TimeSpan.Zero, one; System.TimeSpan.FromHours 1.0, other ]

            joined.Events.Length = one.Events.Length + other.Events.Length
            && joined.Lanes = List.distinct (one.Lanes @ other.Lanes))

    [<Fact>]
    let ``Four hundred messages of a recording become a few rows`` () : unit =
        let recording = Timelines.ofRecording "both-200"
        recording.Events |> Seq.length |> Expect.isGreaterThan 800
        RunFolding.fold recording |> Seq.length |> Expect.isLessThan 20
