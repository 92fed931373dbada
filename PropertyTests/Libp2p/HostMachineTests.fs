namespace PeerFunctional.Tests.Libp2p

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Tests

/// A peer's machine, a step at a time.
module HostMachineTests =

    let private here = Endpoint.create "127.0.0.1" 4_001
    let private there = Endpoint.create "127.0.0.1" 4_002
    let private own = PublicKey.simulated 1uy
    let private partner = PeerId.ofKey (PublicKey.simulated 2uy)
    let private dialled = Dialled(there, 1)
    let private accepted = Accepted(there, here)
    let private address = QuicAddress.multiaddr (QuicAddress.ofEndpoint there)

    let private listening =
        { HostSettings.create own with
            ListenAddresses = [ QuicAddress.multiaddr (QuicAddress.ofEndpoint here) ] }

    let private dialing =
        { HostSettings.create own with
            Dials =
                [ { Address = address
                    Endpoint = there
                    Peer = ValueNone } ] }

    /// The last state, and what it put out by the last input.
    let private run settings inputs =
        (struct (Host.create settings, []), inputs)
        ||> List.fold (fun (struct (host, _)) input -> HostMachine.step TimeSpan.Zero host input)

    let private told outputs =
        outputs
        |> List.choose (fun output ->
            match output with
            | Tell notice -> Some notice
            | _ -> None)

    let private proved name =
        [ Started
          Opened(Address.Stream name)
          Received(Address.Stream name, Message.Proved partner) ]

    let private silent = TimerFired(Patience(dialled, 0L))

    [<Fact>]
    let ``A partner that does not say who it is cannot be judged, and is left after a while`` () : unit =
        let struct (host, outputs) = run dialing (proved dialled @ [ silent ])

        told outputs
        |> Expect.equal [ IdentifyFailed(partner, RequestFailure.TimedOut); CannotBeJudged partner ]

        outputs |> Expect.contains (SetTimer(Parting dialled, HostLimits.parting))
        host.Connections.Count |> Expect.equal 1

        let struct (host, outputs) =
            run dialing (proved dialled @ [ silent; TimerFired(Parting dialled) ])

        told outputs |> Expect.equal [ Disconnecting partner; ConnectionClosed(partner, 1) ]
        host.Connections.IsEmpty |> Expect.isTrue

    [<Fact>]
    let ``A partner without identify cannot be judged either`` () : unit =
        let struct (_, outputs) =
            run
                dialing
                (proved dialled
                 @ [ Received(Address.Substream(dialled, 0L), Message.Line MultistreamLine.NotAvailable) ])

        told outputs |> Expect.contains (CannotBeJudged partner)

    [<Fact>]
    let ``A peer that keeps everybody keeps a partner that does not say who it is`` () : unit =
        let settings =
            { dialing with
                Compatibility = EveryPeer }

        let struct (_, outputs) = run settings (proved dialled @ [ silent ])
        told outputs |> Expect.equal [ IdentifyFailed(partner, RequestFailure.TimedOut) ]

    [<Fact>]
    let ``A caller beyond the limit is told how many connections there are, and is closed`` () : unit =
        let settings = { listening with MaxConnections = 1 }
        let late = Accepted(Endpoint.create "127.0.0.1" 4_003, here)

        let struct (host, outputs) =
            run settings (proved accepted @ [ Opened(Address.Stream late) ])

        outputs
        |> Expect.equal
            [ Tell(
                  CallerRefused(
                      Connection.partner late,
                      Malformation.create "full" "the listener is full: 1 connection"
                  )
              )
              Send(Address.Stream late, Message.Refused(Refusal.full 1))
              Close(Address.Stream late) ]

        host.Connections.Count |> Expect.equal 1

    [<Fact>]
    let ``A refused dialer tells why, and not that the partner said nothing`` () : unit =
        let struct (host, outputs) =
            run dialing (proved dialled @ [ Received(Address.Stream dialled, Message.Refused(Refusal.full 7)) ])

        told outputs |> Expect.equal [ DialRefused(address, Refusal.full 7); ConnectionClosed(partner, 1) ]

        host.HasEnded |> Expect.isTrue

    [<Fact>]
    let ``A caller that is refused in its handshake does not end another connection of its address`` () : unit =
        let problem = Malformation.create "bad-certificate" "the certificate has expired"

        let struct (host, outputs) =
            run listening (proved accepted @ [ Malformed(Address.Stream accepted, problem) ])

        outputs |> Expect.equal [ Tell(CallerRefused(there, problem)) ]
        host.Connections.Count |> Expect.equal 1

    [<Fact>]
    let ``A peer that greets tells how many requests were answered when it is stopped`` () : unit =
        let greeting =
            { Every = HostLimits.greeting
              Count = ValueNone
              Text = ValueNone }

        let settings =
            { dialing with
                Greeting = ValueSome greeting }

        let struct (_, outputs) =
            run settings (proved dialled @ [ TimerFired Greet; Commanded UserCommand.Stop ])

        told outputs |> Expect.contains (Greeted(1, 0))
        outputs |> List.last |> Expect.equal Finish

    [<Fact>]
    let ``The words of a refusal have a bound, in whole letters`` () : unit =
        let refusal = Refusal.create RefusalCause.Other (String.replicate 100 "é漢👩")
        Text.Encoding.UTF8.GetByteCount refusal.Words |> Expect.isLessThanOrEqual Refusal.MaxWords
        refusal.Words |> Expect.stringStarts "é漢👩"
        refusal.Words |> Seq.exists Char.IsSurrogate |> Expect.isTrue

        Text.Encoding.UTF8.GetString(Text.Encoding.UTF8.GetBytes refusal.Words)
        |> Expect.equal refusal.Words
