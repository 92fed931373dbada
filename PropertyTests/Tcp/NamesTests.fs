namespace PeerFunctional.Tests.Tcp

open System.Net
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests

module NamesTests =

    [<Fact>]
    let ``After it closed a connection the machine hears no more of it, though much of it waits`` () =
        task {
            use talker = new Talker(Talker.once)
            use caller = Caller.Call talker.LocalEndPoint
            caller.Send(Array.concat [ for number in 1..2_000 -> Lines.bytes $"line {number}" ])
            caller.ReadToEnd() |> Expect.equal (Ok "line 1\n")
            use other = Caller.Call talker.LocalEndPoint
            other.Say "hello"
            let! heard = talker.HearsTimes 4

            heard
            |> Expect.equal
                [ Opened(caller.Name talker)
                  Received(caller.Name talker, "line 1")
                  Opened(other.Name talker)
                  Received(other.Name talker, "hello") ]
        }

    [<Fact>]
    let ``A caller that uses its port again is a new connection, after the end of the one before`` () =
        task {
            use talker = new Talker(Talker.echo)
            let rounds = 300
            let mutable from = IPEndPoint(IPAddress.Loopback, 0)

            for round in 1..rounds do
                use caller = Caller.CallFrom(from, talker.LocalEndPoint)
                from <- caller.Socket.LocalEndPoint :?> IPEndPoint
                caller.Say $"{round}"

                if round % 2 = 0 then
                    caller.ReadLine() |> Expect.equal $"{round}"

                caller.Reset()

            // What each connection said may have been lost by its reset, but no two are mixed up.
            let! heard = talker.HearsToClosed rounds

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
            use answering = new Talker(Talker.echo)
            use asking = new Talker(Talker.silent)
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
