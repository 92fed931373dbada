namespace PeerFunctional.Tests.Replication

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// What a lossy network showed to go wrong, one step at a time, without a network.
module HealingTests =

    let private partner = Endpoint.create "127.0.0.1" 4097
    let private silence = TimeSpan.FromSeconds 5.0
    let private feed = Given.feed (Given.keys 1) 3
    let private name = feed.Head.Feed

    let private tokens = Keyed [| 1uy |]

    let private settings role (events: Event list) =
        { Policy = Policy.Recovering
          Role = role
          PushPort = 5_000
          Own = ValueNone
          Silence = silence
          Heads = [ for event in List.tryLast events |> Option.toList -> struct (event.Feed, Head.ofEvent event) ]
          Tokens = tokens
          MaxPartners = ReplicaSettings.MaxPartners }

    /// The outputs of the last of some inputs.
    let private last settings (inputs: ReplicaInput list) =
        let machine = Replica.machine settings

        ((machine.Initial, []), inputs)
        ||> List.fold (fun (state, _) input ->
            let struct (state, outputs) = Replica.step TimeSpan.Zero state input
            state, outputs)
        |> snd

    let private hears command : ReplicaInput = Received(partner, Command command)

    let private ourHelo role =
        match role with
        // An initiator says the responder's token back.
        | "initiator" -> Helo(role, [ Command.Extension; string (Token.give tokens partner) ])
        | _ -> Helo(role, [ Command.Extension ])

    let private have seq : Command =
        Have [ HaveEntry.create struct (name, seq) ]

    let private retry: ReplicaInput = TimerFired(Retry partner)

    let private sent (outputs: ReplicaOutput list) =
        outputs
        |> List.choose (function
            | Send(_, Command command) -> Some command
            | _ -> None)

    let private due timer (outputs: ReplicaOutput list) =
        outputs
        |> List.tryPick (function
            | SetTimer(set, due) when set = timer -> Some due
            | _ -> None)

    [<Fact>]
    let ``An initiator that missed the answer to its HELO asks for it again, though the responder talks`` () : unit =
        [ Started; hears (Port 6_000); hears (have 1L); retry ]
        |> last (settings (Initiator partner) [])
        |> sent
        |> List.exists _.IsHelo
        |> Expect.isTrue

    [<Fact>]
    let ``Once the answer to HELO comes, what was announced before is announced in a way that is answered`` () : unit =
        [ Started; hears (Port 6_000); hears (ourHelo "responder") ]
        |> last (settings (Initiator partner) feed)
        |> sent
        |> Expect.equal [ have 3L ]

    [<Fact>]
    let ``A peer that lacks nothing stays while its partner has not heard what it holds, and tells it again``
        ()
        : unit =
        let outputs =
            [ Started; hears (ourHelo "initiator"); hears (have 3L); hears (have 3L) ]
            |> last (settings (Responder(4_097, true)) feed)

        sent outputs |> Expect.equal [ Got [ HaveEntry.create struct (name, 3L) ] ]
        due (Silent partner) outputs |> Expect.equal (Some(silence * 2.0))

    [<Fact>]
    let ``A partner that claims again what was refused does not keep the session`` () : unit =
        let own =
            { settings (Responder(4_097, true)) feed with
                Own = ValueSome name }

        [ Started; hears (ourHelo "initiator"); hears (have 9L); hears (have 9L) ]
        |> last own
        |> due (Silent partner)
        |> Expect.equal None

    [<Fact>]
    let ``A feed whose events do not follow ours is not requested for ever`` () : unit =
        let pushed: ReplicaInput =
            match Verified.verify Given.signatures feed[1] with
            | Ok verified -> Received(partner, Push [ Sound verified ])
            | Error error -> failwith $"{error}"

        let forked =
            settings (Responder(4_097, true)) [ Given.next (Given.keys 1) ValueNone "another first event" ]

        let refused =
            [ Started
              hears (ourHelo "initiator")
              hears (have 3L)
              pushed
              pushed
              pushed
              retry
              retry ]

        refused |> last forked |> sent |> List.filter _.IsWant |> Expect.isEmpty

        refused @ [ TimerFired(Silent partner) ] |> last forked |> sent |> Expect.equal [ Bye ]

    [<Fact>]
    let ``A responder whose answer to HELO was lost waits for the partner anew`` () : unit =
        [ Started; hears (ourHelo "initiator"); hears (ourHelo "initiator") ]
        |> last (settings (Responder(4_097, true)) [])
        |> due (Silent partner)
        |> Expect.equal (Some(silence * 2.0))

    [<Fact>]
    let ``No session ends by silence while its events are still being stored`` () : unit =
        let push =
            feed |> List.map (fun event -> OfferedEvent.verify Given.signatures event) |> Push

        let stored =
            [ Started
              hears (ourHelo "initiator")
              hears (Port 6_000)
              hears (have 3L)
              Received(Endpoint.create "127.0.0.1" 6_000, push) ]

        let outputs =
            stored @ List.replicate 10 (TimerFired(Silent partner))
            |> last (settings (Responder(4_097, true)) [])

        sent outputs |> Expect.equal []
        due (Silent partner) outputs |> Expect.equal (Some(silence * 2.0))

    [<Fact>]
    let ``A quiet partner of ours gets a keep-alive once a second`` () : unit =
        let opened = [ Started; hears (ourHelo "initiator") ]

        for quiet in 1..20 do
            let due =
                last (settings (Responder(4_097, true)) feed) (opened @ List.replicate quiet retry)
                |> due (Retry partner)

            due.Value |> Expect.isLessThanOrEqual (TimeSpan.FromSeconds 1.0)

    [<Fact>]
    let ``A responder that was told to end after one session ends, whatever its policy`` () : unit =
        let published =
            { settings (Responder(4_097, true)) feed with
                Policy = AsPublished }

        [ Started; hears (Helo("initiator", [])); TimerFired(Silent partner) ]
        |> last published
        |> List.contains Finish
        |> Expect.isTrue

    [<Fact>]
    let ``A replica waits at most six silences for a partner whose answer took minutes`` () : unit =
        let roundTrip =
            RoundTrip.unmeasured silence |> RoundTrip.sample (TimeSpan.FromMinutes 5.0)

        Partner.create Ours true roundTrip partner
        |> Partner.silence silence
        |> Expect.isLessThanOrEqual (silence * 6.0)

    [<Fact>]
    let ``A replica owes a partner at most 2,048 events, however many the partner asks for`` () : unit =
        let holding =
            { settings (Responder(4_097, false)) [] with
                Heads =
                    [ struct (name,
                              { Head.ofEvent feed.Head with
                                  Seq = 6_000L }) ] }

        let greed =
            [ for from in 1L .. 1_000L -> WantEntry.create name from (ValueSome 4_096) ]
            |> List.chunkBySize 100
            |> List.map (Want >> hears)

        let machine = Replica.machine holding

        let struct (state, fetched) =
            ((struct (machine.Initial, 0)), [ Started; hears (ourHelo "initiator"); hears (Port 6_000) ] @ greed)
            ||> List.fold (fun (struct (state, fetched)) input ->
                let struct (state, outputs) = Replica.step TimeSpan.Zero state input

                let counts =
                    outputs
                    |> List.sumBy (function
                        | Ask(Fetch(_, _, _, count)) -> count
                        | _ -> 0)

                struct (state, fetched + counts))

        match state with
        | Replica.Recovering replication ->
            let waiting =
                replication.Partners[partner].Wanted |> List.sumBy (fun struct (_, _, count) -> count)

            fetched + waiting |> Expect.isGreaterThan 0
            waiting |> Expect.isLessThanOrEqual 2_048
            fetched |> Expect.isLessThanOrEqual (16 * 2_048)
        | Replica.Published _ -> failwith "another policy"
