namespace PeerFunctional.Tests.Tcp

open System.Net
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests

module NamesTests =

    [<Fact>]
    let ``After it closed a connection the machine hears no more of it, though much of it waits`` () =
        task {
            use machine = new LineMachine(LineMachine.once)
            use caller = Caller.Call machine.LocalEndPoint
            caller.Send(Array.concat [ for number in 1..2_000 -> Lines.bytes $"line {number}" ])
            caller.ReadToEnd() |> Expect.equal (Ok "line 1\n")
            use other = Caller.Call machine.LocalEndPoint
            other.Say "hello"
            let! heard = machine.HearsTimes 4

            heard
            |> Expect.equal
                [ Opened(caller.Name machine)
                  Received(caller.Name machine, "line 1")
                  Opened(other.Name machine)
                  Received(other.Name machine, "hello") ]
        }

    [<Fact>]
    let ``A caller that uses its port again is a new connection, after the end of the one before`` () =
        task {
            use machine = new LineMachine(LineMachine.echo)
            let rounds = 300
            let mutable from = IPEndPoint(IPAddress.Loopback, 0)

            for round in 1..rounds do
                use caller = Caller.CallAgainFrom(from, machine.LocalEndPoint)
                from <- caller.Socket.LocalEndPoint :?> IPEndPoint
                caller.Say $"{round}"

                if round % 2 = 0 then
                    caller.ReadLine() |> Expect.equal $"{round}"

                caller.Reset()

            // What each connection said may have been lost by its reset, but no two are mixed up.
            let! heard = machine.HearsToClosed rounds

            let isOpenAtEnd, _ =
                ((false, 0), heard)
                ||> List.fold (fun (isOpen, round) input ->
                    match input with
                    | Opened _ when not isOpen -> true, round + 1
                    | Received(_, line) when isOpen && line = string round -> true, round
                    | Closed _ when isOpen -> false, round
                    | other -> failwith $"in round {round}: %A{other}")

            isOpenAtEnd |> Expect.isFalse
        }

    [<Fact>]
    let ``A call of the same name is a new connection once the machine has closed the one before`` () =
        task {
            use answering = new LineMachine(LineMachine.echo)
            use asking = new LineMachine(LineMachine.silent)
            let call = Dialled(answering.Endpoint, 1)

            for round in 1..100 do
                asking.Do
                    [ Open call
                      Send(call, $"first {round}")
                      Close call
                      Open call
                      Send(call, $"second {round}") ]

                let! heard = asking.HearsTimes 2
                heard |> Expect.equal [ Opened call; Received(call, $"second {round}") ]
                asking.Do [ Close call ]

            asking.Rest |> Expect.equal []
        }
