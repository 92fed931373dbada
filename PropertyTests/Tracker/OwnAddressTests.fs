namespace PeerFunctional.Tests.Tracker

open System.Net
open Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// Addresses that break a ring: the tracker's own, a peer's own, another member's, an absent peer's.
module OwnAddressTests =

    let private play step state inputs =
        ((state, []), inputs)
        ||> List.fold (fun (state, told) (input: RingInput) ->
            let struct (state, outputs) = step state input
            state, told @ (outputs: RingOutput list))

    let private registering hosts (from: string) (local: string) port =
        let caller = Accepted(Endpoint.create from 50_000, Endpoint.create local 7777)

        let settings =
            { TrackerSettings.create Recovering (Phrase.ofWords 3) with
                Hosts = Set.ofList hosts }

        [ Started
          Opened caller
          Received(caller, Register("ann", port))
          Answered Remembered ]
        |> play RecoveringTracker.step (RecoveringTracker.initial settings)

    let private isRefused hosts from local port =
        let tracker, outputs = registering hosts from local port

        let refusals =
            outputs
            |> List.choose (fun output ->
                match output with
                | Tell(Refused(_, reason, _)) -> Some reason
                | _ -> None)

        match Ring.count tracker.Ring, refusals with
        | 0, [ "own-address" ] -> true
        | 1, [] -> false
        | other -> failwith $"%A{other}"

    [<Fact>]
    let ``The tracker is never its own member, under any of its addresses`` () : unit =
        let own = [ "127.0.0.1"; "10.0.0.9"; "::1" ]

        Expect.isTrue (isRefused [] "127.0.0.1" "127.0.0.1" 7777)
        Expect.isTrue (isRefused [] "10.0.0.9" "10.0.0.9" 7777)
        // Bound to all addresses of its machine.
        Expect.isTrue (isRefused own "10.0.0.9" "127.0.0.1" 7777)
        Expect.isTrue (isRefused own "127.0.0.2" "127.0.0.1" 7777)
        Expect.isTrue (isRefused own "::1" "::1" 7777)
        // Another port, another machine, another address where it is bound to one.
        Expect.isFalse (isRefused own "127.0.0.1" "127.0.0.1" 7778)
        Expect.isFalse (isRefused own "10.0.0.8" "10.0.0.9" 7777)
        Expect.isFalse (isRefused [] "127.0.0.2" "127.0.0.1" 7777)

    [<Fact>]
    let ``A wildcard binding has all addresses of this machine; a specific binding adds none`` () : unit =
        IPAddress.Any.HostsBehind() |> Expect.contains "127.0.0.1"
        IPAddress.IPv6Any.HostsBehind() |> Expect.contains "127.0.0.1"
        IPAddress.Loopback.HostsBehind() |> Expect.isEmpty

    let private fields handle (address: string) port =
        Pickled.Tuple
            [ Fields.ofText "UPDATE_NBR"
              Fields.ofText handle
              Fields.ofText address
              Fields.ofInt port ]

    [<Fact>]
    let ``A neighbour without a callable address is refused by name`` () : unit =
        let cases =
            [ "0.0.0.0"
              "0.1.2.3"
              "255.255.255.255"
              "224.0.0.1"
              "::"
              "ff02::1"
              "::ffff:0.0.0.0"
              "::ffff:224.0.0.1" ]

        for address in cases do
            match Wire.readRequest (fields "ben" address 9001) with
            | Unusual(_, problem) -> Expect.equal "bad-address" problem.Problem
            | other -> failwith $"%A{other}"

        for address in
            [ "127.0.0.1"
              "10.0.0.1"
              "::1"
              "fe80::1"
              "::ffff:10.0.0.1"
              "223.255.255.255" ] do
            Expecto.Expect.isTrue (Wire.readRequest (fields "ben" address 9001)).IsUpdateNeighbour address

        match Wire.readRequest (fields "ben" "10.0.0.1" 0) with
        | Unusual(_, problem) -> Expect.equal "bad-port" problem.Problem
        | other -> failwith $"%A{other}"

    [<Fact>]
    let ``A peer whose neighbour is its own address sends no query, under any handle`` () : unit =
        let here, there = Endpoint.create "10.0.0.2" 9001, Endpoint.create "10.0.0.1" 7777
        let call, caller = Dialled(there, 0), Accepted(there, here)

        let placement neighbour =
            RegInit
                { Neighbour = ValueSome neighbour
                  Size = 2
                  Item = { Seq = 0; Text = "blue" } }

        for handle in [ "ann"; "ben" ] do
            let itself = { Handle = handle; Address = here }

            let _, outputs =
                [ Started
                  Opened call
                  Received(call, placement itself)
                  TimerFired Turn
                  Opened caller
                  Received(caller, UpdateNeighbour itself)
                  TimerFired Turn ]
                |> play
                    RecoveringCollector.step
                    (CollectorState.initial (CollectorSettings.create Recovering "ann" here there))

            outputs |> Seq.contains (Open(Dialled(here, 0)): RingOutput) |> Expect.isFalse

    /// A peer that was started again under another handle answers at the address of the one it was before.
    [<Fact>]
    let ``A member at whose address another member answers is removed from the ring`` () : unit =
        let address = Endpoint.create "10.0.0.2" 9001

        let known handle item =
            Joined
                { Handle = handle
                  Address = address
                  Via = Endpoint.create "10.0.0.1" 7777
                  Item = item }

        let ring =
            [ known "ann" 0; known "ben" 1 ]
            |> List.fold
                (fun ring change ->
                    let struct (ring, _) = Ring.apply change ring
                    ring)
                (Ring.empty 2)

        let ofAnn, ofBen = Dialled(address, 0), Dialled(address, 1)

        let tracker, outputs =
            [ Started
              TimerFired Round
              Answered(TimeIs "now")
              Opened ofAnn
              Opened ofBen
              Received(ofAnn, Ack "ben")
              Received(ofBen, Ack "ben") ]
            |> play
                RecoveringTracker.step
                (RecoveringTracker.initial
                    { TrackerSettings.create Recovering (Phrase.ofWords 2) with
                        Ring = ring })

        Expect.equal [ "ben" ] [ for known in Ring.members tracker.Ring -> known.Handle ]
        let ann = { Handle = "ann"; Address = address }
        outputs |> Expect.contains (Tell(Pruned(ann, "ben answers there")): RingOutput)
        outputs |> Expect.contains (Close ofAnn: RingOutput)

    [<Fact>]
    let ``As published, handles that are not text stay distinct`` () : unit =
        let register caller handle =
            let message = Pickled.Tuple [ Fields.ofText "REGISTER"; handle; Fields.ofInt 9001 ]
            [ Opened caller; Received(caller, Wire.readRequest message); TimerFired Turn ]

        let caller number =
            Accepted(Endpoint.create "10.0.0.2" (50_000 + number), Endpoint.create "10.0.0.1" 7777)

        let handles =
            [ Pickled.Nothing
              Pickled.List [ Pickled.Text "ann" ]
              Pickled.Int 5I
              Pickled.Nothing ]

        let peers inputs =
            let state, _ =
                play
                    PublishedTracker.step
                    (PublishedTracker.initial (TrackerSettings.create AsPublished (Phrase.ofWords 3)))
                    (Started :: inputs)

            [ for peer in state.Peers -> peer.Handle ]

        // Each is followed by the calls of its round, which nobody answers here: one registration at a time is looked at.
        Expect.equal [ "(no text: None)" ] (peers (register (caller 1) handles[0]))
        Expect.equal [ "(no text: ['ann'])" ] (peers (register (caller 1) handles[1]))
        Expect.equal [ "(no text: 5)" ] (peers (register (caller 1) handles[2]))
        Expect.equal [ "(no text: None)" ] (peers (register (caller 1) handles[0] @ register (caller 2) handles[3]))

        Expect.equal
            [ "(no text: None)"; "(no text: ['ann'])" ]
            (peers (register (caller 1) handles[0] @ register (caller 2) handles[1]))
