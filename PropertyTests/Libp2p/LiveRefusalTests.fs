namespace PeerFunctional.Tests.Libp2p

open System
open System.Threading.Tasks
open Xunit
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests
open PeerFunctional.Tests.Quic

/// Who is refused hears why, and so does the user of who refuses.
module LiveRefusalTests =

    let private refused notice =
        match notice with
        | CallerRefused(_, problem) -> Some problem
        | _ -> None

    let private dialRefused notice =
        match notice with
        | DialRefused(_, refusal) -> Some refusal
        | _ -> None

    [<Fact>]
    let ``A caller beyond the limit of connections is closed with the reason, which both users see`` () : Task =
        task {
            use listener = LiveHost.listenForAtMost 1
            use! first = LiveHost.dial listener.Address
            let! _ = first.Until "the connection" LiveHost.connected
            use! second = LiveHost.dial listener.Address
            let! problem = listener.Until "the refusal" refused
            problem.Detail |> Expect.equal "the listener is full: 1 connection"
            let! refusal = second.Until "the refusal" dialRefused
            refusal |> Expect.equal (Refusal.full 1)
            let! state = second.Ends()
            state.Connections.IsEmpty |> Expect.isTrue
            let! target = LiveHost.targetOf listener.Address
            use raw = Quic.dialer (LiveHost.rawSettings ())

            // A close that comes at once ends the dialing.
            let! ended =
                task {
                    try
                        let! third = raw.DialAsync(LiveHost.endPoint target)
                        return! Deadline.await "the close" third.Closed
                    with :? QuicException as refused ->
                        return refused.End
                }

            ended
            |> Expect.equal (QuicEnd(QuicEndKind.ClosedByPeer, 0x1001L, "the listener is full: 1 connection"))
        }

    [<Fact>]
    let ``A caller beyond the limit of its address is refused with the reason, which both users see`` () : Task =
        task {
            use listener = LiveHost.listenForAtMostFromOne 1
            use! first = LiveHost.dial listener.Address
            let! _ = first.Until "the connection" LiveHost.connected
            use! second = LiveHost.dial listener.Address
            let words = "the listener takes at most 1 connection from one address"
            let! problem = listener.Until "the refusal" refused
            (problem.Problem, problem.Detail) |> Expect.equal ("full", words)
            let! refusal = second.Until "the refusal" dialRefused
            refusal |> Expect.equal (Refusal.create RefusalCause.Full words)
            let! state = second.Ends()
            state.Connections.IsEmpty |> Expect.isTrue
            // Who was there before goes on.
            let peer = listener.Id
            first.Command(UserCommand.Ping peer)

            do!
                first.Until "a ping" (function
                    | Pinged _ -> Some()
                    | _ -> None)
        }

    [<Fact>]
    let ``A dialer whose certificate lacks libp2p's extension is refused with an alert and the reason, and the listener tells it``
        ()
        : Task =
        task {
            use listener = LiveHost.listen ()
            let! target = LiveHost.targetOf listener.Address
            use dialer = Quic.dialer (Quic.settings ())
            let! ending = dialer.DialAsync(LiveHost.endPoint target) |> Quic.failure
            ending.Alert |> Expect.equal (Nullable TlsAlert.BadCertificate)
            ending.Reason |> Expect.equal "the certificate lacks libp2p's extension"
            let! problem = listener.Until "the refusal" refused
            problem.Problem |> Expect.equal "bad-certificate"
            problem.Detail |> Expect.equal ending.Reason
            listener.State.Connections.IsEmpty |> Expect.isTrue
        }

    [<Fact>]
    let ``A caller that does not offer libp2p is refused, and the listener tells it`` () : Task =
        task {
            use listener = LiveHost.listen ()
            let! target = LiveHost.targetOf listener.Address

            for protocols in [ []; [ "h3" ] ] do
                use dialer =
                    Quic.dialer
                        { LiveHost.rawSettings () with
                            Protocols = protocols }

                let! ending = dialer.DialAsync(LiveHost.endPoint target) |> Quic.failure
                ending.Alert |> Expect.equal (Nullable TlsAlert.NoApplicationProtocol)
                let! problem = listener.Until "the refusal" refused
                problem.Problem |> Expect.equal "no-protocol"
        }

    [<Fact>]
    let ``A dialer tells why a listener does not accept its certificate`` () : Task =
        task {
            let judge =
                Judge(fun _ -> CertificateAnswer.Refused(TlsAlert.CertificateUnknown, "not one of us"))

            use listener =
                Quic.listener
                    { LiveHost.rawSettings () with
                        Judge = judge }

            use! dialer = LiveHost.dial (LiveHost.at listener.LocalEndPoint)
            let! refusal = dialer.Until "the refusal" dialRefused

            refusal
            |> Expect.equal (
                Refusal.create RefusalCause.Certificate "it does not accept our certificate: not one of us"
            )

            let! state = dialer.Ends()
            state.Connections.IsEmpty |> Expect.isTrue
        }

    [<Fact>]
    let ``A flood of refused callers is told at a bounded rate, with how many others there were`` () : Task =
        task {
            use listener = LiveHost.listenForAtMostFromOne 1
            use! first = LiveHost.dial listener.Address
            let! _ = first.Until "the connection" LiveHost.connected
            let! target = LiveHost.targetOf listener.Address
            use flooding = Quic.dialer (LiveHost.rawSettings ())
            let mutable isTold = false
            let mutable callers = 0

            let isCounted () =
                listener.Told
                |> List.exists (fun notice ->
                    match refused notice with
                    | Some problem -> problem.Detail.EndsWith " more callers were refused)"
                    | None -> false)

            let flood =
                task {
                    while not isTold do
                        let! _ = flooding.DialAsync(LiveHost.endPoint target) |> Quic.failure
                        callers <- callers + 1
                        isTold <- isCounted ()
                }

            do! Deadline.await "the count of the others" flood
            let told = listener.Told |> List.choose refused
            told.Length |> Expect.isLessThan callers
            let! state = first.Stop()
            state.Failed |> Expect.equal 0
        }
