namespace PeerFunctional.Tests.Tracker

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// Failures that checker and simulator found in the recovering ring, as tests of single machines.
module MendedRingTests =

    let private here = Endpoint.create "10.0.0.2" 9001
    let private there = Endpoint.create "10.0.0.1" 7777
    let private call = Dialled(there, 0)

    let private caller number =
        Accepted(Endpoint.create "10.0.0.1" (50_000 + number), here)

    /// The outputs of the last input and the state after it.
    let private play step state inputs =
        ((state, []), inputs)
        ||> List.fold (fun (state, _) (input: RingInput) ->
            let struct (state, outputs) = step state input
            state, (outputs: RingOutput list))

    let private listens output =
        match output with
        | SetTimer(Silence, _) -> true
        | _ -> false

    let private placement =
        RegInit
            { Neighbour =
                ValueSome
                    { Handle = "ben"
                      Address = Endpoint.create "10.0.0.3" 9002 }
              Size = 2
              Item = { Seq = 0; Text = "word0" } }

    let private registered = [ Started; Opened call; Received(call, placement) ]
    let private pinged = [ Opened(caller 0); Received(caller 0, Ping "") ]

    let private peer inputs =
        play
            RecoveringCollector.step
            (CollectorState.initial (CollectorSettings.create Recovering "ann" here there))
            inputs
        |> snd

    /// One broken PING removed a living peer from the ring for ever.
    [<Fact>]
    let ``A peer waits for PING from its registration on, again after each PING, and registers again without one``
        ()
        : unit =
        peer registered |> List.exists listens |> Expect.isTrue
        peer (registered @ pinged) |> List.exists listens |> Expect.isTrue
        peer (registered @ [ TimerFired Silence ]) |> List.contains (Open call) |> Expect.isTrue

    /// The answer that dealt the peer an item was lost, and the tracker's PINGs kept the peer from registering again.
    [<Fact>]
    let ``A PING does not count as the answer to a REGISTER`` () : unit =
        let unanswered =
            registered @ [ TimerFired Silence; Opened call; Closed(call, CloseReason.Reset) ]

        peer (unanswered @ pinged) |> List.exists listens |> Expect.isFalse
        peer (unanswered @ [ TimerFired Silence ]) |> List.contains (Open call) |> Expect.isTrue

    let private ben =
        { Neighbour.Handle = "ben"
          Address = Endpoint.create "10.0.0.3" 9002 }

    let private told host neighbour =
        let caller = Accepted(Endpoint.create host 50_001, here)
        [ Opened caller; Received(caller, UpdateNeighbour neighbour) ]

    /// A peer's neighbour after the inputs.
    let private neighbour inputs =
        let state, _ =
            play
                RecoveringCollector.step
                (CollectorState.initial (CollectorSettings.create Recovering "ann" here there))
                inputs

        state.Neighbour

    /// UPDATE_NBR has no proof of its sender, and any caller could take a peer out of the ring.
    [<Fact>]
    let ``A peer that another host than the tracker's tells a neighbour asks the tracker before it believes that``
        ()
        : unit =
        let mallory =
            { Neighbour.Handle = "mallory"
              Address = Endpoint.create "10.0.0.9" 9000 }

        let lied = registered @ told "10.0.0.9" mallory
        neighbour lied |> Expect.equal (ValueSome ben)
        peer lied |> List.contains (Open call) |> Expect.isTrue
        neighbour (lied @ [ Opened call; Received(call, placement) ]) |> Expect.equal (ValueSome ben)

        neighbour (lied @ [ Opened call; Closed(call, CloseReason.Reset) ]) |> Expect.equal (ValueSome ben)

        // Of the tracker's host it is believed at once.
        neighbour (registered @ told "10.0.0.1" mallory) |> Expect.equal (ValueSome mallory)

        // An original that is asked again names no neighbour. It may have several addresses.
        let known =
            RegInit
                { Neighbour = ValueNone
                  Size = 2
                  Item = { Seq = 0; Text = "word0" } }

        neighbour (lied @ [ Opened call; Received(call, known) ]) |> Expect.equal (ValueSome mallory)

    let private tracker =
        let settings = TrackerSettings.create Recovering (Phrase.ofWords 1)

        let joined ring (handle, host) =
            let struct (ring, _) =
                Ring.apply
                    (Joined
                        { Handle = handle
                          Address = Endpoint.create host 9001
                          Via = there
                          Item = 0 })
                    ring

            ring

        RecoveringTracker.initial
            { settings with
                Ring = List.fold joined settings.Ring [ "ann", "10.0.0.2"; "ben", "10.0.0.3" ] }

    /// The tracker's answer and notices for a registration.
    let private registers step state handle =
        play step state [ Started; Opened(caller 0); Received(caller 0, Register(handle, 9_003)) ]
        |> snd
        |> List.choose (function
            | Send(_, RegInit { Neighbour = ValueNone; Item = item }) -> Some $"taken, item {item.Seq}"
            | Send(_, Remark _) -> Some "remark"
            | Tell(Refused(_, reason, _)) -> Some reason
            | Ask(Remember [ Joined newcomer ]) -> Some $"joined as {newcomer.Handle}"
            | _ -> None)

    [<Theory>]
    [<InlineData("a\u200bnn")>]
    [<InlineData("ann\ufe0f")>]
    [<InlineData("\u202eann")>]
    [<InlineData("ann ")>]
    [<InlineData("ann\u3164")>]
    let ``A handle that differs from a member's only in invisible characters is refused by name``
        (handle: string)
        : unit =
        registers RecoveringTracker.step tracker handle
        |> List.sort
        |> Expect.equal [ "handle-confusable"; "remark" ]

    [<Theory>]
    [<InlineData("Ann")>]
    [<InlineData("änn")>]
    [<InlineData("ann\u0301")>]
    let ``A handle that looks different joins`` (handle: string) : unit =
        registers RecoveringTracker.step tracker handle |> Expect.equal [ $"joined as {handle}" ]

    let private hosts = [ "10.0.0.2"; "10.0.0.3" ]

    let private calls =
        hosts |> List.map (fun host -> Dialled(Endpoint.create host 9001, 0))

    let private round =
        [ TimerFired Round; Answered(TimeIs "now") ]
        @ List.collect (fun call -> [ Opened call; Received(call, Ack "") ]) calls

    /// The first of the two that are told after a round does not close in time, the second does.
    let private telling =
        let first, second = List.head calls, List.last calls

        [ Opened first
          TimerFired(Deadline first)
          Opened second
          Closed(second, CloseReason.ClosedByPartner) ]

    let private heard =
        [ Opened calls.Head; Closed(calls.Head, CloseReason.ClosedByPartner) ]

    /// Each registration had to wait for the disk again, so a peer whose patience is shorter was never answered.
    [<Fact>]
    let ``A member that registers again as the state file has it is answered without a write`` () : unit =
        let caller number =
            Accepted(Endpoint.create "10.0.0.2" (50_000 + number), there)

        let asks output =
            match output with
            | Ask(Remember _) -> true
            | _ -> false

        let isAnswered output =
            match output with
            | Send(_, RegInit _) -> true
            | _ -> false

        let register number =
            [ Opened(caller number); Received(caller number, Register("ann", 9001)) ]

        let outputs inputs =
            play
                RecoveringTracker.step
                (RecoveringTracker.initial (TrackerSettings.create Recovering (Phrase.ofWords 1)))
                inputs
            |> snd

        let first = Started :: register 1
        let kept = first @ [ Closed(caller 1, CloseReason.TimedOut); Answered Remembered ]
        outputs first |> List.exists asks |> Expect.isTrue
        outputs (kept @ register 2) |> List.exists isAnswered |> Expect.isTrue
        outputs (kept @ register 2) |> List.exists asks |> Expect.isFalse

        // What the disk does not have yet is written first.
        outputs (first @ register 2) |> List.exists isAnswered |> Expect.isFalse

    /// A late UPDATE_NBR came after its repetition and replaced it.
    [<Fact>]
    let ``A member that did not close after UPDATE_NBR is told again after each of two rounds, and then no more``
        ()
        : unit =
        let told inputs =
            play RecoveringTracker.step tracker (Started :: inputs)
            |> snd
            |> List.choose (fun output ->
                match output with
                | Open call -> Some call
                | _ -> None)

        Expect.equal calls (told round)
        Expect.equal [ calls.Head ] (told (round @ telling @ round))
        Expect.equal [ calls.Head ] (told (round @ telling @ round @ heard @ round))
        Expect.equal [] (told (round @ telling @ round @ heard @ round @ heard @ round))
