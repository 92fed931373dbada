namespace PeerFunctional.Tests.Libp2p

open System.Threading.Tasks
open Xunit
open PeerFunctional.Libp2p
open PeerFunctional.Tests

/// Many peers at once.
[<Collection "alone">]
module LiveCrowdTests =

    [<Fact>]
    let ``A hundred peers at once are identified, and each gets its response`` () : Task =
        task {
            use listener = LiveHost.listen ()

            let call () =
                task {
                    use! dialer = LiveHost.dial listener.Address
                    let! peer = dialer.Until "the connection" LiveHost.connected
                    dialer.Command(UserCommand.Ask(peer, "one of a hundred"))
                    let! _ = dialer.Until "a response" LiveHost.response
                    let! state = dialer.Stop()
                    return state.Answered
                }

            let! answered = Task.WhenAll [| for _ in 1..100 -> call () |]
            answered |> Expect.all (fun count -> count = 1)

            for _ in 1..100 do
                let! _ = listener.Until "the end of a connection" LiveHost.closed
                ()

            listener.State.Connections.IsEmpty |> Expect.isTrue
        }
