namespace PeerFunctional.Tests.Replication

open System
open System.Threading.Tasks
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// What two peers hold of some feeds before they meet: each a first part of every feed.
type Meeting =
    { Responder: int list
      Initiator: int list }

type Meetings =
    static member Meeting() =
        let held = Gen.listOfLength 5 (Gen.choose (0, 30))

        Gen.map2
            (fun responder initiator ->
                { Responder = responder
                  Initiator = initiator })
            held
            held
        |> Arb.fromGen

module BothRolesTests =

    let private feeds =
        lazy ([ 1..5 ] |> List.map (fun number -> Given.feed (Given.keys number) 30))

    let private parts (lengths: int list) =
        List.map2 List.truncate lengths feeds.Value |> List.concat

    let private longest meeting =
        List.map2 max meeting.Responder meeting.Initiator

    [<Property(MaxTest = 20, Arbitrary = [| typeof<Meetings> |])>]
    let ``Whatever two peers hold, both hold all of it afterwards`` meeting =
        (task {
            use responder = LivePeer.Holding(3, parts meeting.Responder)
            use initiator = LivePeer.Holding(4, parts meeting.Initiator)

            let! responded, initiated =
                Live.replicate (Live.way, responder) (Live.way, initiator)

            Live.assertFlawless responded
            Live.assertFlawless initiated
            Live.assertAgree responder initiator

            let all = parts (longest meeting) |> List.length |> int64
            let had (lengths: int list) = lengths |> List.sum |> int64
            responded.Received |> Expect.equal (all - had meeting.Responder + 4L)
            initiated.Received |> Expect.equal (all - had meeting.Initiator + 3L)
            // On a busy machine an answer may come after it was asked for again.
            responded.Sent |> Expect.isGreaterThanOrEqual initiated.Received
            initiated.Sent |> Expect.isGreaterThanOrEqual responded.Received
        })
        |> Deadline.get "the end of both sessions"

    [<Fact>]
    let ``A peer that lacks nothing and one that holds nothing end quickly and complete`` () : Task =
        task {
            use responder = new LivePeer()
            use initiator = new LivePeer()

            let! responded, initiated =
                Live.replicate (Live.way, responder) (Live.way, initiator)

            Live.assertFlawless responded
            Live.assertFlawless initiated
            initiator.Events |> Expect.isEmpty
        }

    [<Fact>]
    let ``Two thousand events of twelve feeds go each way in one session`` () : Task =
        task {
            let part first =
                [ first .. first + 11 ] |> List.collect (fun number -> Given.feed (Given.keys number) 166)

            use responder = LivePeer.Holding(8, part 100)
            use initiator = LivePeer.Holding(8, part 200)

            let! responded, initiated =
                Live.replicate (Live.way, responder) (Live.way, initiator)

            Live.assertFlawless responded
            Live.assertFlawless initiated
            Live.assertAgree responder initiator
            initiated.Received |> Expect.equal 2_000L
        }

    /// Responder and initiator, where one at least does what the original does.
    [<Theory>]
    [<InlineData("published", "recovering")>]
    [<InlineData("recovering", "published")>]
    [<InlineData("published", "published")>]
    let ``With a peer that does what the original does, both hold everything afterwards``
        (responding: string)
        (initiating: string)
        : Task =
        task {
            // The original's five seconds; its pace is ten events a second.
            let slowly policy =
                { (if policy = "published" then Live.published else Live.way) with
                    Silence = TimeSpan.FromSeconds 5.0 }

            use responder = LivePeer.Holding(5, parts [ 12; 0; 4; 0; 3 ])

            use initiator = LivePeer.Holding(4, parts [ 0; 11; 2; 0; 3 ])

            let! responded, initiated =
                Live.replicate (slowly responding, responder) (slowly initiating, initiator)

            Live.assertFlawless responded
            Live.assertFlawless initiated
            Live.assertAgree responder initiator
        }
