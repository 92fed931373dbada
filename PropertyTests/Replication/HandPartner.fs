namespace PeerFunctional.Tests.Replication

open System
open System.Net
open System.Net.Sockets
open System.Threading.Tasks
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

/// An initiator by hand: its two sockets, and whatever a test has it say, well-formed or not.
type HandPartner(responderPort: int) =
    let commands = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
    let pushes = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
    let responder = IPEndPoint(IPAddress.Loopback, responderPort)
    let mutable pushTo = responder

    let send (socket: UdpClient) (target: IPEndPoint) (bytes: byte[]) =
        socket.Send(bytes, bytes.Length, target) |> ignore

    /// Bytes to the responder's command port.
    member _.SayBytes bytes = send commands responder bytes

    member this.Say command = this.SayBytes(Command.encode command)

    /// Bytes to the responder's push port.
    member _.PushBytes bytes = send pushes pushTo bytes

    /// One event, as it is: verified by nobody.
    member this.Push(event: Event) = this.PushBytes(event.Wire.ToArray())

    /// The next command that is chosen; others are passed over.
    member _.HearsCommand(choose: Command -> 'told option) : Task<'told> =
        let rec next () =
            task {
                let! datagram = commands.ReceiveAsync()

                match Command.decode (ReadOnlyMemory datagram.Buffer) with
                | Ok command ->
                    match choose command with
                    | Some told -> return told
                    | None -> return! next ()
                | Error malformation -> return failwith $"{malformation}"
            }

        next () |> Deadline.await "a command"

    /// The next event pushed to us.
    member _.HearsPush() =
        task {
            let! datagram = pushes.ReceiveAsync() |> Deadline.await "a push"

            match Event.decode (ReadOnlyMemory datagram.Buffer) with
            | Ok event -> return event
            | Error malformation -> return failwith $"{malformation}"
        }

    /// Opens a session, as one of ours or as the original does: says the responder's token back, and learns where pushes go.
    member this.Meet(extensions: string list) =
        task {
            let port = Port (pushes.Client.LocalEndPoint :?> IPEndPoint).Port
            this.Say(Helo("initiator", extensions))

            if extensions.IsEmpty then
                this.Say port

            let! token = this.HearsCommand(Greeting.tokensOf >> List.tryHead)

            if extensions.IsEmpty then
                this.Say(
                    Want
                        [ { Name = Odd(string token)
                            From = 1L
                            Count = ValueNone } ]
                )
            else
                this.Say(Helo("initiator", extensions @ [ string token ]))
                this.Say port

            let! port =
                this.HearsCommand(function
                    | Port port -> Some port
                    | _ -> None)

            pushTo <- IPEndPoint(IPAddress.Loopback, port)
        }

    interface IDisposable with
        member _.Dispose() =
            commands.Dispose()
            pushes.Dispose()
