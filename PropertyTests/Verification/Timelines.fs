namespace PeerFunctional.Tests.Verification

open System
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Capture
open PeerFunctional.SneakerNet
open PeerFunctional.Verification
open PeerFunctional.Tests.SneakerNet

/// Timelines for the tests of drawing: of recordings, by chance, and one with everything that can happen.
module Timelines =

    let timed (at: float) event : TimedEvent =
        { At = TimeSpan.FromMilliseconds at
          Event = event
          State = ValueNone
          Step = ValueNone }

    let ofRecording name =
        Capture.blocks (Fixtures.read $"{name}.pcapng")
        |> Explanation.reports
            [ ReplicaAnalysis.analyzer (PeerFunctional.Runtime.Crypto.Ed25519()) (TimeSpan.FromSeconds 5.0) ]
        |> Explanation.ofReports CaptureFacts.none $"{name}.pcapng"
        |> Timeline.withoutNotices

    let private hostile =
        [ "</title><script>alert(1)</script>"
          "\" onload=\"alert(1)"
          "]]>--><svg/onload=alert(1)>"
          "&lt;b&gt;"
          "\u001b[2J\u009b31m"
          "\u0000\uFFFE\uFFFF"
          string (char 0xD800) + " alone"
          "‮detrever"
          "a\nb\r\nc\td"
          "日本語の長いテキスト"
          "e\u0301\u0301\u0301"
          "👩‍👩‍👧"
          ""
          " "
          String('x', 3_000) ]

    let text =
        Gen.oneof
            [ Gen.elements hostile
              ArbMap.defaults |> ArbMap.generate<string> |> Gen.map (fun text -> if isNull text then "" else text)
              Gen.elements [ "HELO"; "PORT 5"; "event Alice:7"; "WANT Bob:3 Carol:4" ] ]

    /// Lanes and messages are mostly those there are, sometimes others: what comes from outside may contradict itself.
    let private event lanes =
        let lane =
            Gen.frequency
                [ 12, Gen.choose (0, lanes - 1)
                  1, Gen.elements [ -1; lanes; Int32.MaxValue; Int32.MinValue ] ]

        let message = Gen.choose (0, 6)

        Gen.frequency
            [ 6,
              Gen.map3
                  (fun message (from, recipient) words -> Sent(message, from, recipient, words))
                  message
                  (Gen.zip lane lane)
                  text
              6, Gen.map Delivered message
              2, Gen.map Dropped message
              1, Gen.map Corrupted message
              1, Gen.map2 (fun lane words -> Garbled(lane, words)) lane text
              1, Gen.map2 (fun lane words -> TimelineEvent.TimerFired(lane, words)) lane text
              2, Gen.map2 (fun lane words -> Noticed(lane, words)) lane text
              1, Gen.map TimelineEvent.Crashed lane
              1, Gen.map Restarted lane
              1, Gen.map Finished lane
              1, Gen.map Partitioned text
              1, Gen.map Healed text
              1, Gen.map2 (fun lane words -> Remarked(ValueSome lane, words)) lane text
              1, Gen.map2 (fun lane words -> Diverged(lane, words)) lane text
              1, Gen.map (fun words -> Remarked(ValueNone, words)) text ]

    let private single lanes =
        gen {
            let! event = event lanes
            let! state = Gen.frequency [ 2, Gen.constant ValueNone; 1, Gen.map ValueSome text ]

            return
                [ { At = TimeSpan.Zero
                    Event = event
                    State = state
                    Step = ValueNone } ]
        }

    /// What folding is for: one kind of message over and over, with its arrivals.
    let private run lanes =
        gen {
            let! count = Gen.choose (2, 30)
            let! lane = Gen.choose (0, lanes - 1)

            return
                [ for number in 1..count do
                      timed 0.0 (Sent(1_000 + number, lane, (lane + 1) % lanes, $"event Alice:{number}"))
                      timed 0.0 (Delivered(1_000 + number))
                      timed 0.0 (Noticed((lane + 1) % lanes, $"stored Alice:{number}")) ]
        }

    let any =
        gen {
            let! names = Gen.choose (1, 5) |> Gen.bind (fun count -> Gen.listOfLength count text)
            let lanes = names.Length
            let! parts = Gen.frequency [ 8, single lanes; 1, run lanes ] |> Gen.listOf
            let! title = text
            let! conclusion = text
            let! pauses = Gen.elements [ 0.0; 0.2; 700.0 ]

            return
                { Title = title
                  Lanes = names
                  Events =
                    parts
                    |> List.concat
                    |> List.mapi (fun index timed ->
                        { timed with
                            At = TimeSpan.FromMilliseconds(float index * pauses)
                            Step = if pauses > 0.0 then ValueSome(index + 1) else ValueNone })
                  Conclusion = [ conclusion ]
                  SecondRun = ValueNone
                  Numbering = Numbering.Steps }
        }

    /// Everything that can happen, in three lanes.
    let everything: Timeline =
        { Title = "What can happen"
          Lanes = [ "Alice"; "Bob"; "Carol" ]
          Events =
            [ timed 0.0 (Sent(1, 1, 0, "HELO initiator"))
              timed 5.0 (Delivered 1)
              timed 5.0 (Noticed(0, "talking to Bob"))
              timed 6.0 (Sent(2, 0, 1, "HELO responder"))
              timed 7.0 (Sent(3, 0, 1, "PORT 5000"))
              timed 9.0 (Delivered 3)
              timed 12.0 (Delivered 2)
              timed 13.0 (Sent(4, 0, 1, "event Alice:1"))
              timed 14.0 (Dropped 4)
              timed 20.0 (Sent(5, 0, 1, "event Alice:2"))
              timed 22.0 (Delivered 5)
              timed 25.0 (Delivered 5)
              timed 30.0 (Partitioned "Carol is cut off")
              timed 31.0 (Sent(6, 2, 0, "HAVE Carol:9"))
              timed 32.0 (Dropped 6)
              timed 40.0 (TimelineEvent.Crashed 1)
              timed 1_040.0 (TimelineEvent.TimerFired(0, "silence"))
              timed 1_041.0 (Restarted 1)
              timed 1_050.0 (Healed "the network is whole again")
              timed 1_051.0 (Sent(7, 1, 2, "WANT Carol:1"))
              timed 1_052.0 (Sent(8, 2, 1, "HAVE Carol:9"))
              timed 1_055.0 (Delivered 8)
              timed 1_057.0 (Corrupted 7)
              timed 1_057.0 (Garbled(2, "bad-utf8"))
              timed 1_060.0 (Sent(9, 2, 0, "WANT Alice:4"))
              timed 1_070.0 (Finished 0)
              timed 1_071.0 (Remarked(ValueSome 1, "never asks again for Alice:1"))
              timed 1_072.0 (Remarked(ValueNone, "violated: both logs become equal")) ]
          Conclusion = [ "Bob never asks again for Alice:1." ]
          SecondRun = ValueNone
          Numbering = Numbering.Steps }
