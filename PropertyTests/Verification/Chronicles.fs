namespace PeerFunctional.Tests.Verification

open System
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Capture
open PeerFunctional.SneakerNet
open PeerFunctional.Verification
open PeerFunctional.Tests.SneakerNet

/// Chronicles for the tests of drawing: of recordings, by chance, and one with everything that can happen.
module Chronicles =

    let moment (at: float) happening : Moment =
        { At = TimeSpan.FromMilliseconds at
          Happening = happening
          State = ValueNone }

    let ofRecording name =
        Capture.blocks (Fixtures.read $"{name}.pcapng")
        |> Explanation.ofBlocks
            [ ReplicaAnalysis.analyzer (PeerFunctional.Runtime.Crypto.Ed25519()) (TimeSpan.FromSeconds 5.0) ]
            $"{name}.pcapng"
        |> Chronicle.withoutNotices

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
    let private happening lanes =
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
              6, Gen.map Arrived message
              2, Gen.map Lost message
              1, Gen.map Corrupted message
              1, Gen.map2 (fun lane words -> Garbled(lane, words)) lane text
              1, Gen.map2 (fun lane words -> Happening.TimerFired(lane, words)) lane text
              2, Gen.map2 (fun lane words -> Noticed(lane, words)) lane text
              1, Gen.map Happening.Crashed lane
              1, Gen.map Restarted lane
              1, Gen.map Finished lane
              1, Gen.map Partitioned text
              1, Gen.map Healed text
              1, Gen.map2 (fun lane words -> Remarked(ValueSome lane, words)) lane text
              1, Gen.map (fun words -> Remarked(ValueNone, words)) text ]

    let private single lanes =
        gen {
            let! happening = happening lanes
            let! state = Gen.frequency [ 2, Gen.constant ValueNone; 1, Gen.map ValueSome text ]

            return
                [ { At = TimeSpan.Zero
                    Happening = happening
                    State = state } ]
        }

    /// What folding is for: one kind of message over and over, with its arrivals.
    let private run lanes =
        gen {
            let! count = Gen.choose (2, 30)
            let! lane = Gen.choose (0, lanes - 1)

            return
                [ for number in 1..count do
                      moment 0.0 (Sent(1_000 + number, lane, (lane + 1) % lanes, $"event Alice:{number}"))
                      moment 0.0 (Arrived(1_000 + number))
                      moment 0.0 (Noticed((lane + 1) % lanes, $"stored Alice:{number}")) ]
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
                  Moments =
                    parts
                    |> List.concat
                    |> List.mapi (fun index moment ->
                        { moment with
                            At = TimeSpan.FromMilliseconds(float index * pauses) })
                  Conclusion = conclusion }
        }

    /// Everything that can happen, in three lanes.
    let everything: Chronicle =
        { Title = "What can happen"
          Lanes = [ "Alice"; "Bob"; "Carol" ]
          Moments =
            [ moment 0.0 (Sent(1, 1, 0, "HELO initiator"))
              moment 5.0 (Arrived 1)
              moment 5.0 (Noticed(0, "talking to Bob"))
              moment 6.0 (Sent(2, 0, 1, "HELO responder"))
              moment 7.0 (Sent(3, 0, 1, "PORT 5000"))
              moment 9.0 (Arrived 3)
              moment 12.0 (Arrived 2)
              moment 13.0 (Sent(4, 0, 1, "event Alice:1"))
              moment 14.0 (Lost 4)
              moment 20.0 (Sent(5, 0, 1, "event Alice:2"))
              moment 22.0 (Arrived 5)
              moment 25.0 (Arrived 5)
              moment 30.0 (Partitioned "Carol is cut off")
              moment 31.0 (Sent(6, 2, 0, "HAVE Carol:9"))
              moment 32.0 (Lost 6)
              moment 40.0 (Happening.Crashed 1)
              moment 1_040.0 (Happening.TimerFired(0, "silence"))
              moment 1_041.0 (Restarted 1)
              moment 1_050.0 (Healed "the network is whole again")
              moment 1_051.0 (Sent(7, 1, 2, "WANT Carol:1"))
              moment 1_052.0 (Sent(8, 2, 1, "HAVE Carol:9"))
              moment 1_055.0 (Arrived 8)
              moment 1_057.0 (Corrupted 7)
              moment 1_057.0 (Garbled(2, "bad-utf8"))
              moment 1_060.0 (Sent(9, 2, 0, "WANT Alice:4"))
              moment 1_070.0 (Finished 0)
              moment 1_071.0 (Remarked(ValueSome 1, "never asks again for Alice:1"))
              moment 1_072.0 (Remarked(ValueNone, "violated: both logs become equal")) ]
          Conclusion = "Bob never asks again for Alice:1." }
