namespace PeerFunctional.Tests.Replication

open System
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

module RefusalTests =

    let private known = Given.feed (Given.keys 1) 10
    let private goodFeed = Given.feed (Given.keys 2) 200
    let private unknown = Given.feed (Given.keys 3) 6_000

    /// An event with its wire form made anew after a change.
    let private rewired (event: Event) =
        { event with
            Wire = ReadOnlyMemory(Event.encode event) }

    /// Another event in the place of a known one.
    let private fork seq =
        let prev =
            known |> List.tryItem (seq - 2) |> Option.map _.Hash |> ValueOption.ofOption

        Given.withPrev (Given.keys 1) prev (int64 seq) "another"

    let private badSignature =
        let event =
            Given.next (Given.keys 1) (ValueSome(Head.ofEvent (List.last known))) "forged"

        rewired
            { event with
                Signature = ReadOnlyMemory(Array.zeroCreate<byte> 64) }

    let private badContent =
        let event =
            Given.next (Given.keys 1) (ValueSome(Head.ofEvent (List.last known))) "said"

        let content = ReadOnlyMemory "sold"B

        rewired
            { event with
                Content =
                    event.Content
                    |> ValueOption.map (fun struct (_, length, encoding) -> struct (content, length, encoding)) }

    let private badPrev =
        Given.withPrev (Given.keys 1) (ValueSome known.Head.Hash) 11L "prev"

    let private oversize =
        rewired
            { known.Head with
                Content = ValueSome(struct (ReadOnlyMemory(Array.zeroCreate<byte> Event.MaxWire), 1L, Opaque)) }

    /// An event that anybody could write: its feed's key is of small order, which needs no private key.
    let private keyOfNobody =
        LogReader.Read(Repository.fixture "signatures/identity-key.pcap")
        |> Seq.pick (fun read ->
            match read.Record with
            | Packet(payload, _) -> Event.decode payload |> Result.toOption
            | Section
            | Foreign
            | Torn
            | BadLength -> None)

    /// What a hostile partner does, and the name it is counted by.
    let private attacks (own: KeyPair) : (string * (HandPartner -> unit)) list =
        let pushes event (partner: HandPartner) = partner.Push event
        let says (bytes: byte[]) (partner: HandPartner) = partner.SayBytes bytes
        let pushesBytes (bytes: byte[]) (partner: HandPartner) = partner.PushBytes bytes
        let ownHead = Given.feed own 5 |> List.last |> Head.ofEvent

        [ "signature-invalid", pushes badSignature
          "signature-invalid", pushes keyOfNobody
          "content-hash-mismatch", pushes badContent
          "prev-mismatch", pushes badPrev
          "fork", pushes (fork 10)
          "fork", pushes (fork 4)
          "gap", pushes (List.last unknown)
          "own-feed", pushes (Given.next own (ValueSome ownHead) "stolen key")
          "oversize", pushes oversize
          "bad-cbor", pushesBytes (known.Head.Wire.Slice(0, 100).ToArray())
          "wrong-shape", pushesBytes [| 0uy |]
          "trailing-bytes", pushesBytes (Array.append (known.Head.Wire.ToArray()) [| 0xFFuy |])
          "empty", says [||]
          "bad-utf8", says [| 0xFFuy; 0xFEuy |]
          "bad-number", says "PORT many"B
          "port-too-large", says "PORT 70000"B
          "bad-base64", says "HAVE +key:1"B ]

    let private isRefusal =
        function
        | Refused _ -> true
        | _ -> false

    [<Fact>]
    let ``Whatever a hostile partner sends is counted by name, the store stays, and a good partner completes``
        ()
        : Task =
        task {
            use responder = LivePeer.Holding(5, known)
            use good = LivePeer.Holding(3, goodFeed)
            let before = responder.Events
            let responding = Live.respond Live.way false responder
            use hostile = new HandPartner(responding.Port)
            do! hostile.Meet [ Command.Extension ]
            let initiating = Live.initiate Live.way responding.Port good
            let attacks = attacks responder.Own

            for number, (_, attack) in List.indexed attacks do
                attack hostile
                do! responding.Notices.AwaitTimes(number + 1, isRefusal)

            let! goodTally = initiating.Totals
            Live.assertFlawless goodTally
            responding.Stop()
            let! tally = responding.Totals

            tally.Refused
            |> Expect.equal (
                attacks |> List.countBy fst |> List.map (fun (reason, count) -> reason, int64 count) |> Map.ofList
            )

            Live.assertAgree responder good

            for KeyValue(feed, events) in before do
                responder.Events[feed] |> Expect.equal events
        }

    [<Fact>]
    let ``A flood of garbage on both ports does not keep a good partner from completing`` () : Task =
        task {
            let way =
                { Live.way with
                    Silence = TimeSpan.FromSeconds 2.0 }

            use responder = LivePeer.Holding(5, known)
            use good = LivePeer.Holding(3, goodFeed)
            let responding = Live.respond way false responder
            use hostile = new HandPartner(responding.Port)
            do! hostile.Meet [ Command.Extension ]
            use enough = new CancellationTokenSource()

            let flooding =
                Task.Run(fun () ->
                    let random = Random 2

                    while not enough.IsCancellationRequested do
                        let garbage = Array.zeroCreate<byte>(random.Next 1_500)
                        random.NextBytes garbage
                        hostile.SayBytes garbage
                        hostile.PushBytes garbage)

            do! responding.Notices.AwaitTimes(1_000, isRefusal)
            let! goodTally = (Live.initiate way responding.Port good).Totals
            enough.Cancel()
            do! flooding
            Expecto.Expect.isTrue goodTally.Complete $"{goodTally}"
            responding.Stop()
            let! _ = responding.Totals
            Live.assertAgree responder good
        }

    [<Fact>]
    let ``A datagram from an endpoint without a session is refused`` () : Task =
        task {
            use responder = LivePeer.Holding(5, known)
            let responding = Live.respond Live.way false responder
            use stranger = new HandPartner(responding.Port)
            stranger.Say(Have [])
            do! responding.Notices.Await _.IsNotHelo
            responding.Stop()
            let! tally = responding.Totals
            tally.Refused |> Expect.equal (Map [ "no-session", 1L ])
            Expect.isTrue tally.Complete
        }
