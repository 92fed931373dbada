namespace PeerFunctional.Tests.Tcp

open System
open System.IO
open System.Net
open System.Net.Sockets
open System.Text
open PeerFunctional.Kernel

/// A partner of a machine that a test leads by the hand, over a bare socket.
type Caller(socket: Socket) =

    static let minute = 60_000

    do
        socket.NoDelay <- true
        socket.ReceiveTimeout <- minute
        socket.SendTimeout <- minute

    static member CallFrom(from: IPEndPoint, target: IPEndPoint) =
        let socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp)

        socket.Bind from
        socket.Connect target
        new Caller(socket)

    static member Call(target: IPEndPoint) =
        Caller.CallFrom(IPEndPoint(IPAddress.Loopback, 0), target)

    /// Tries until it works, for at most a minute: what a partner sees may come a moment before what it waits for.
    static member Eventually(attempt: unit -> bool) =
        let started = Diagnostics.Stopwatch.StartNew()

        let works () =
            try
                attempt ()
            with :? SocketException ->
                false

        while not (works ()) do
            if started.ElapsedMilliseconds > int64 minute then
                failwith "it does not work for a minute"

    /// Calls from an end whose last connection to the target the system may still be clearing away.
    static member CallAgainFrom(from: IPEndPoint, target: IPEndPoint) =
        let caller = ref None

        Caller.Eventually(fun () ->
            caller.Value <- Some(Caller.CallFrom(from, target))
            true)

        Option.get caller.Value

    member _.Socket = socket

    member _.Endpoint =
        let local = socket.LocalEndPoint :?> IPEndPoint
        Endpoint.create (string local.Address) local.Port

    /// How a machine names the connection.
    member caller.Name(machine: LineMachine) =
        Accepted(caller.Endpoint, machine.Endpoint)

    member _.Send(bytes: byte[]) = socket.Send bytes |> ignore

    member caller.Say(line: string) = caller.Send(Lines.bytes line)

    /// Says that nothing more comes.
    member _.End() = socket.Shutdown SocketShutdown.Send

    /// Tears the connection down.
    member _.Reset() = socket.Close 0

    /// All that comes until the partner ends, or why it was torn down.
    member _.ReadToEnd() =
        use memory = new MemoryStream()
        let buffer = Array.zeroCreate<byte> 65_536

        let rec read () =
            match socket.Receive buffer with
            | 0 -> Ok(Encoding.Latin1.GetString(memory.ToArray()))
            | count ->
                memory.Write(buffer, 0, count)
                read ()

        try
            read ()
        with :? SocketException as e ->
            Error e.SocketErrorCode

    /// The next line.
    member _.ReadLine() =
        let line = StringBuilder()
        let buffer = [| 0uy |]

        while buffer[0] <> byte '\n' do
            if socket.Receive buffer = 0 then
                failwith $"the partner ended after '{line}'"

            line.Append(char buffer[0]) |> ignore

        (string line).TrimEnd '\n'

    interface IDisposable with
        member _.Dispose() = socket.Dispose()
