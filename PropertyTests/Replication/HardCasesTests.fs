namespace PeerFunctional.Tests.Replication

open System
open System.IO
open System.Net
open System.Threading.Tasks
open Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

module HardCasesTests =

    [<Fact>]
    let ``Five thousand feeds of one event each cross in one session`` () : Task =
        task {
            let events =
                [ for number in 1..5_000 -> Given.next (Given.keys number) ValueNone "one" ]

            use responder =
                new LivePeer(fun path ->
                    for number, event in List.indexed events do
                        Given.log path (number + 2) (Given.ourLog [ event ]))

            use initiator = LivePeer.Holding(1, [])

            let way =
                { Live.way with
                    Silence = TimeSpan.FromSeconds 3.0 }

            let! responded, initiated = Live.replicate (way, responder) (way, initiator)
            Live.assertFlawless responded
            Live.assertFlawless initiated
            Live.assertAgree responder initiator
            initiated.Received |> Expect.equal 5_000L
        }

    /// A feed whose second event has that many bytes.
    let private withLarge bytes =
        let keys = Given.keys 1
        let first = Given.next keys ValueNone "before"
        let head = ValueSome(Head.ofEvent first)
        let around = (Given.next keys head (String('x', 500))).Wire.Length - 500
        let large = Given.next keys head (String('x', bytes - around))
        [ first; large; Given.next keys (ValueSome(Head.ofEvent large)) "after" ]

    [<Fact>]
    let ``An event of fifty thousand bytes crosses between two of ours`` () : Task =
        task {
            let events = withLarge 50_000
            abs (events[1].Wire.Length - 50_000) |> Expect.isLessThanOrEqual 10
            use responder = LivePeer.Holding(1, events)
            use initiator = LivePeer.Holding(1, [])

            let! responded, initiated =
                Live.replicate (Live.way, responder) (Live.way, initiator)

            Live.assertFlawless responded
            Live.assertFlawless initiated
            Live.assertAgree responder initiator
        }

    [<Theory>]
    [<InlineData(1_024, true)>]
    [<InlineData(1_025, false)>]
    let ``An original partner gets events of 1,024 bytes; a larger one and what follows it stay here, which is said``
        (bytes: int)
        (crosses: bool)
        : Task =
        task {
            let events = withLarge bytes
            events[1].Wire.Length |> Expect.equal bytes
            let feed = events.Head.Feed
            use responder = LivePeer.Holding(0, events)
            let responding = Live.respond Live.way true responder
            use original = new HandPartner(responding.Port)
            do! original.Meet []
            original.Say(Want [ WantEntry.create feed 1L ValueNone ])
            let! first = original.HearsPush()
            first |> Expect.equal events[0]

            if crosses then
                let! second = original.HearsPush()
                second |> Expect.equal events[1]
            else
                do! responding.Notices.Await(fun notice -> notice = HeldBack(feed, 2L, "too-large-for-partner"))
                responding.Notices.All |> List.filter _.IsEnqueued |> Expect.equal [ Enqueued(feed, 1L) ]

            responding.Stop()
            let! tally = responding.Totals

            if not crosses then
                Expect.isFalse tally.Complete
        }

    [<Fact>]
    let ``A port that is taken is a clear error`` () : unit =
        use first = new LivePeer()
        use second = new LivePeer()
        let responding = Live.respond Live.way true first

        let error =
            Assert.Throws<IOException>(fun () -> Live.respondAt responding.Port Live.way true second |> ignore)

        error.Message |> Expect.stringStarts $"cannot listen on UDP 127.0.0.1:{responding.Port}: "
        responding.Stop()
        responding.Totals |> Deadline.get "the responder's tally" |> ignore

    [<Fact>]
    let ``IPv6 carries a session as well`` () : Task =
        task {
            let way =
                { Live.way with
                    Bind = IPAddress.IPv6Loopback }

            use responder = LivePeer.Holding(5, [])
            use initiator = LivePeer.Holding(6, [])
            let! responded, initiated = Live.replicate (way, responder) (way, initiator)
            Live.assertFlawless responded
            Live.assertFlawless initiated
            Live.assertAgree responder initiator
        }
