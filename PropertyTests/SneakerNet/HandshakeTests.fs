namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// Handshakes with endpoints that have no session.
module HandshakeTests =

    let private library = LoneReplica.library 3 4
    let private responder = Responder(4_097, false)
    let private host = "192.0.2.7"
    let private caller = Endpoint.create host 40_000
    let private contact = Endpoint.create "198.51.100.1" 4_097
    let private own = Token.give (Keyed LoneReplica.secret)
    let private original = Helo("initiator", [])
    let private ours = Helo("initiator", [ Command.Extension ])

    let private proven peer =
        Helo("initiator", [ Command.Extension; string (own peer) ])

    let private wants name =
        Want
            [ { Name = name
                From = 1L
                Count = ValueNone } ]

    let private echo peer = wants (Odd(string (own peer)))
    let private feedOf (event: Event) = event.Feed
    let private known = feedOf library.Head

    let private opened () = LoneReplica.opened responder library

    let private receiveAll sender commands lone =
        (lone, commands) ||> List.fold (fun lone command -> LoneReplica.receiveCommand sender command lone)

    [<Fact>]
    let ``A peer of ours is answered with a token only until it says the token back, and then its session begins``
        ()
        : unit =
        let called: LoneReplica = opened () |> LoneReplica.receiveCommand caller ours

        LoneReplica.commandsTo caller called
        |> Expect.equal [ Helo("responder", [ Command.Extension; string (own caller) ]) ]

        LoneReplica.strangers called |> Expect.equal 0
        called.Timers |> Expect.equal Set.empty

        let met =
            called |> LoneReplica.afresh |> LoneReplica.receiveCommand caller (proven caller)

        let said = LoneReplica.commandsTo caller met
        said |> List.take 2 |> Expect.equal [ Helo("responder", [ Command.Extension ]); Port 5_000 ]
        said |> List.exists _.IsHave |> Expect.isTrue

    [<Fact>]
    let ``An original is offered a feed named by its token, and its earlier commands are carried out when it wants that feed``
        ()
        : unit =
        let events =
            LoneReplica.library 4 4 |> List.filter (fun (event: Event) -> event.Feed <> known)

        let theirs = (List.last events).Feed

        let called: LoneReplica =
            opened ()
            |> receiveAll
                caller
                [ original
                  Port 41_000
                  Have [ HaveEntry.create struct (theirs, 4L) ]
                  wants (Feed known) ]

        LoneReplica.commandsTo caller called
        |> Expect.equal [ Helo("responder", []); Greeting.challenge (own caller) ]

        LoneReplica.bytesTo host called |> Expect.equal 38

        let met =
            called |> LoneReplica.afresh |> LoneReplica.receiveCommand caller (echo caller)

        let said = LoneReplica.commandsTo caller met
        said.Head |> Expect.equal (Port 5_000)
        said |> List.exists _.IsHave |> Expect.isTrue
        said |> List.filter _.IsWant |> Expect.equal [ wants (Feed theirs) ]
        LoneReplica.strangers met |> Expect.equal 0

        let given =
            met |> LoneReplica.afresh |> LoneReplica.receiveCommand caller (wants (Feed known))

        LoneReplica.sentTo (Endpoint.create host 41_000) given
        |> List.filter _.IsPush
        |> List.length
        |> Expect.equal 4

    [<Fact>]
    let ``A token given to one endpoint proves no other endpoint`` () : unit =
        let other = Endpoint.create host 40_001

        for said in
            [ [ proven other ]
              [ original; echo other ]
              [ proven (Endpoint.create "192.0.2.8" 40_000) ] ] do
            opened () |> receiveAll caller said |> LoneReplica.partners |> Expect.equal Map.empty

    [<Fact>]
    let ``An original's token is sent again as long as its bytes permit, for at most five seconds`` () : unit =
        let tries said =
            let rec fire count lone =
                if Set.contains (Retry caller) lone.Timers then
                    fire (count + 1) (LoneReplica.fire (Retry caller) lone)
                else
                    struct (count, lone)

            let struct (fired, lone) = opened () |> receiveAll caller said |> fire 0
            fired |> Expect.isLessThanOrEqual 11
            LoneReplica.strangers lone |> Expect.equal 0

            LoneReplica.commandsTo caller lone
            |> List.filter ((=) (Greeting.challenge (own caller)))
            |> List.length

        tries [ original ] |> Expect.equal 1
        tries [ original; Port 41_000 ] |> Expect.equal 2

        tries
            [ original
              Port 41_000
              Have [ for event in library -> HaveEntry.create struct (event.Feed, 1L) ] ]
        |> Expect.equal 11

    [<Fact>]
    let ``Two responders do not answer each other`` () : unit =
        for words in [ []; [ Command.Extension ]; [ Command.Extension; string (own caller) ] ] do
            let heard =
                opened () |> LoneReplica.receiveCommand caller (Helo("responder", words))

            heard.Sent |> Expect.equal []

        let met =
            opened () |> LoneReplica.receiveCommand caller (proven caller) |> LoneReplica.afresh

        let heard =
            met |> LoneReplica.receiveCommand caller (Helo("responder", [ Command.Extension ]))

        heard.Sent |> Expect.equal []

    [<Fact>]
    let ``An initiator says its contact's token back at once, and takes what a restarted contact gives`` () : unit =
        let token peer secret = string (Token.give (Keyed secret) peer)
        let me = Endpoint.create "192.0.2.9" 45_000
        let first, second = token me "before"B, token me "after"B

        let challenge token =
            Helo("responder", [ Command.Extension; token ])

        let called =
            LoneReplica.opened (Initiator contact) library
            |> receiveAll contact [ challenge first; challenge first ]

        LoneReplica.commandsTo contact called
        |> Expect.equal [ ours; Helo("initiator", [ Command.Extension; first ]) ]

        let again = called |> LoneReplica.afresh |> LoneReplica.fire Contact

        LoneReplica.commandsTo contact again
        |> Expect.equal [ Helo("initiator", [ Command.Extension; first ]) ]

        let met =
            again |> LoneReplica.receiveCommand contact (Helo("responder", [ Command.Extension ]))

        LoneReplica.partners met |> Map.count |> Expect.equal 1

        met
        |> LoneReplica.afresh
        |> LoneReplica.receiveCommand contact (challenge second)
        |> LoneReplica.commandsTo contact
        |> Expect.equal [ Helo("initiator", [ Command.Extension; Command.Again; second ]) ]

    [<Fact>]
    let ``An answer from another address than the contact's must say a token back too`` () : unit =
        let calling () =
            LoneReplica.opened (Initiator contact) library |> LoneReplica.afresh

        let theirs = "abcdefghijklmnop"

        let asked =
            calling () |> LoneReplica.receiveCommand caller (Helo("responder", [ Command.Extension; theirs ]))

        LoneReplica.commandsTo caller asked
        |> Expect.equal [ Helo("initiator", [ Command.Extension; string (own caller); theirs ]) ]

        LoneReplica.partners asked |> Expect.equal Map.empty

        asked
        |> LoneReplica.receiveCommand caller (Helo("responder", [ Command.Extension; string (own caller) ]))
        |> LoneReplica.partners
        |> Map.count
        |> Expect.equal 1

        let unproven =
            calling () |> receiveAll caller [ Helo("responder", []); Port 41_000 ]

        LoneReplica.commandsTo caller unproven |> Expect.equal [ Greeting.challenge (own caller) ]
        let met = unproven |> LoneReplica.receiveCommand caller (echo caller)
        LoneReplica.partners met |> Map.count |> Expect.equal 1

    [<Fact>]
    let ``Ten thousand strangers keep no partner out, and only MaxStrangers of them are remembered`` () : unit =
        let flood number =
            Endpoint.create "203.0.113.5" (10_000 + number)

        let partner =
            opened ()
            |> LoneReplica.receiveCommand caller (proven caller)
            |> LoneReplica.receiveCommand caller (Port 41_000)

        let flooded =
            (partner, [ 1..10_000 ])
            ||> List.fold (fun lone number -> LoneReplica.receiveCommand (flood number) original lone)
            |> LoneReplica.afresh

        LoneReplica.strangers flooded |> Expect.equal Strangers.MaxStrangers
        flooded.Timers.Count |> Expect.isLessThanOrEqual (Strangers.MaxStrangers + 3)

        let counted =
            Want
                [ { Name = Feed known
                    From = 1L
                    Count = ValueSome 4 } ]

        flooded
        |> LoneReplica.receiveCommand caller counted
        |> LoneReplica.sentTo (Endpoint.create host 41_000)
        |> List.exists _.IsPush
        |> Expect.isTrue

        let newcomer = Endpoint.create "192.0.2.8" 40_000

        flooded
        |> receiveAll newcomer [ original; echo newcomer ]
        |> LoneReplica.partners
        |> Map.containsKey newcomer
        |> Expect.isTrue

    [<Fact>]
    let ``HAVE entries of strangers are bounded, for each stranger and for all together`` () : unit =
        let haves =
            [ for number in 1L .. 2_000L -> HaveEntry.create struct (known, number) ]

        let lone =
            (opened (), [ 1..100 ])
            ||> List.fold (fun lone number ->
                receiveAll (Endpoint.create host (10_000 + number)) [ original; Have haves; Have haves ] lone)

        LoneReplica.strangers lone |> Expect.equal (Strangers.MaxHaves / 2_000)

        let one =
            opened ()
            |> receiveAll
                caller
                [ original
                  Have haves
                  Have [ for number in 3_000L .. 5_000L -> HaveEntry.create struct (known, number) ] ]

        match one.State with
        | Replica.Recovering state ->
            Strangers.tryFind caller state.Strangers
            |> ValueOption.map _.Haves.Length
            |> Expect.equal (ValueSome Strangers.MaxHavesEach)
        | Replica.Published _ -> failwith "it is of another kind"

    let private withPartners host ports lone =
        (lone, ports)
        ||> List.fold (fun lone port ->
            let peer = Endpoint.create host port
            LoneReplica.receiveCommand peer (proven peer) lone)

    [<Fact>]
    let ``When all sessions are taken, a session without an event makes room, of the host with the most sessions``
        ()
        : unit =
        let trading = Endpoint.create "203.0.113.5" 1

        let full =
            opened ()
            |> withPartners "203.0.113.5" [ 1..200 ]
            |> withPartners "203.0.113.6" [ 1 .. ReplicaSettings.MaxPartners - 200 ]
            |> receiveAll
                trading
                [ Port 2
                  Want
                      [ { Name = Feed known
                          From = 1L
                          Count = ValueSome 1 } ] ]

        LoneReplica.partners full |> Map.count |> Expect.equal ReplicaSettings.MaxPartners

        let crowded = full |> withPartners host [ 1..10 ]

        let hosts =
            LoneReplica.partners crowded |> Map.toList |> List.countBy (fun (peer, _) -> peer.Host)

        Expect.equal [ "192.0.2.7", 10; "203.0.113.5", 190; "203.0.113.6", 56 ] (List.sort hosts)
        LoneReplica.partners crowded |> Map.containsKey trading |> Expect.isTrue

        // The host with the most sessions replaces only its own.
        let pushing = crowded |> withPartners "203.0.113.5" [ 1_001..2_000 ]

        let hosts =
            LoneReplica.partners pushing |> Map.toList |> List.countBy (fun (peer, _) -> peer.Host)

        Expect.equal [ "192.0.2.7", 10; "203.0.113.5", 190; "203.0.113.6", 56 ] (List.sort hosts)
        LoneReplica.partners pushing |> Map.containsKey trading |> Expect.isTrue

    [<Fact>]
    let ``Repeated HELO leaves each feed waiting to be announced once`` () : unit =
        let feeds = LoneReplica.library 2_000 1

        let lone =
            (LoneReplica.opened responder feeds, List.replicate 101 (proven caller))
            ||> List.fold (fun lone helo -> LoneReplica.receiveCommand caller helo lone)

        let partner = LoneReplica.partners lone |> Map.find caller

        let waiting =
            partner.ToAnnounce
            |> List.sumBy (function
                | Have haves -> haves.Length
                | _ -> 0)

        waiting |> Expect.isLessThanOrEqual 2_000
        // HELO and PORT a hundred times, and sixteen announcements once.
        lone.Sent.Length |> Expect.equal (2 * 101 + 16)

    [<Fact>]
    let ``A partner that names ports, announces feeds or pushes refused events exceeds no bound`` () : unit =
        let unknown = ScenarioFeeds.create [ for number in 1..50 -> $"unknown {number}", 1 ]

        let forged =
            [ for number in 1..50 ->
                  let event = ScenarioFeeds.events $"unknown {number}" 1 unknown |> List.head

                  Push [ Unverified(event, SignatureInvalid) ] ]

        let lone =
            opened ()
            |> LoneReplica.receiveCommand caller (proven caller)
            |> receiveAll caller [ for port in 1..1_000 -> Port port ]
            |> fun lone ->
                (lone, forged) ||> List.fold (fun lone push -> LoneReplica.step (Received(caller, push)) lone)

        match lone.State with
        | Replica.Recovering state ->
            state.Pushers |> Expect.equal (Map.ofList [ Endpoint.create host 1_000, caller ])
            state.Partners[caller].RefusalCounts |> Expect.equal Map.empty
        | Replica.Published _ -> failwith "it is of another kind"
