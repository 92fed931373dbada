namespace PeerFunctional.Tests.Replication

open System
open System.IO
open System.Net
open System.Threading.Tasks
open NUnit.Framework
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

[<TestFixture; Parallelizable(ParallelScope.All)>]
module HardCasesTests =

    [<Test>]
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

    [<Test>]
    let ``An event of fifty thousand bytes crosses between two of ours`` () : Task =
        task {
            let events = withLarge 50_000
            Assert.That(events[1].Wire.Length, Is.EqualTo(50_000).Within 10)
            use responder = LivePeer.Holding(1, events)
            use initiator = LivePeer.Holding(1, [])

            let! responded, initiated =
                Live.replicate (Live.way, responder) (Live.way, initiator)

            Live.assertFlawless responded
            Live.assertFlawless initiated
            Live.assertAgree responder initiator
        }

    [<TestCase(1_024, true)>]
    [<TestCase(1_025, false)>]
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
            original.Say(Want [ Session.demand feed 1L ValueNone ])
            let! first = original.HearsPush()
            Assert.That(first, equalTo events[0])

            if crosses then
                let! second = original.HearsPush()
                Assert.That(second, equalTo events[1])
            else
                do! responding.Ear.Hears(fun notice -> notice = HeldBack(feed, 2L, "too-large-for-partner"))
                responding.Ear.Told |> List.filter _.IsEnqueued |> Expect.equal [ Enqueued(feed, 1L) ]

            responding.Stop()
            let! tally = responding.Tally

            if not crosses then
                Assert.That(tally.Complete, Is.False)
        }

    [<Test>]
    let ``A port that is taken is a clear error`` () =
        use first = new LivePeer()
        use second = new LivePeer()
        let responding = Live.respond Live.way true first

        let error =
            Assert.Throws<IOException>(fun () -> Live.respondAt responding.Port Live.way true second |> ignore)

        Assert.That(error.Message, Does.StartWith $"cannot listen on UDP 127.0.0.1:{responding.Port}: ")
        responding.Stop()
        responding.Tally |> Deadline.get "the responder's tally" |> ignore

    [<Test>]
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
