namespace PeerFunctional.Tests.Tcp

open System
open System.Collections.Concurrent
open System.Collections.Generic
open System.Net
open System.Threading
open System.Threading.Channels
open System.Threading.Tasks
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Capture
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Tcp
open PeerFunctional.Tests

type LineInput = Input<Connection, unit, string, Order, unit>
and Order = Order of Output<Connection, unit, string, unit, LineInput> list

/// Tells the test everything the machine hears.
type private InputReport(heard: ChannelWriter<LineInput>) =
    interface IEffects<unit, LineInput, unit> with
        member _.AnswersAsync(cancellation) =
            Channel.CreateUnbounded<unit>().Reader.ReadAllAsync cancellation

        member _.AskAsync((), _) = ValueTask.CompletedTask

        member _.Tell(input) = heard.TryWrite input |> ignore

        member _.DisposeAsync() = ValueTask.CompletedTask

/// A machine over TCP that does what a test says: at once, as a reply to an input, or when it is ordered to.
type LineMachine
    (
        reply: LineInput -> Output<Connection, unit, string, unit, LineInput> list,
        ?limits: TcpLimits,
        ?clock,
        ?bind,
        ?recorder: Recorder,
        ?callers: StreamLimits
    ) =

    let heard = Channel.CreateUnbounded<LineInput>()
    let noticed = Channel.CreateUnbounded<TcpNotice>()

    /// A machine that answers nothing hears at once that its caller has ended.
    let prompt =
        { StreamLimits.standard with
            Answer = TimeSpan.Zero }

    let transport =
        TcpTransport<string>
            .Create(
                { Codec = Lines.codec
                  Limits = defaultArg callers prompt },
                defaultArg bind (IPEndPoint(IPAddress.Loopback, 0)),
                defaultArg limits (TcpLimits()),
                defaultArg clock TimeProvider.System,
                Option.toObj recorder,
                fun notice -> noticed.Writer.TryWrite notice |> ignore
            )

    let step () input =
        match input with
        | Commanded(Order outputs) -> struct ((), outputs)
        | Answered() -> struct ((), [])
        | Started -> struct ((), [])
        | Opened _
        | Received _
        | Malformed _
        | Closed _
        | TimerFired _ -> struct ((), Tell input :: reply input)

    let host =
        PeerHost<unit, unit, string, Order, unit, unit, LineInput>(
            { Initial = ()
              Step = Machine.overStreams (fun _ -> step) },
            transport,
            InputReport heard.Writer,
            TimeProvider.System
        )

    let stopping = new CancellationTokenSource()
    let running = host.RunAsync stopping.Token

    member _.LocalEndPoint = transport.LocalEndPoint

    /// Where others call it.
    member _.Endpoint =
        Endpoint.create (string transport.LocalEndPoint.Address) transport.LocalEndPoint.Port

    /// What the machine hears next; fails when a minute does not bring it.
    member _.Hears() =
        heard.Reader.ReadAsync().AsTask() |> Deadline.await "what a machine hears next"

    member machine.HearsTimes(count: int) =
        task {
            let inputs = List<LineInput>()

            while inputs.Count < count do
                let! input = machine.Hears()
                inputs.Add input

            return List.ofSeq inputs
        }

    /// What the machine hears up to and with the end of so many connections.
    member machine.HearsToClosed(count: int) =
        task {
            let inputs = List<LineInput>()
            let mutable closed = 0

            while closed < count do
                let! input = machine.Hears()
                inputs.Add input
                closed <- closed + (if input.IsClosed then 1 else 0)

            return List.ofSeq inputs
        }

    /// What the transport notices next.
    member _.Notices() =
        noticed.Reader.ReadAsync().AsTask() |> Deadline.await "a notice of the transport"

    /// What was heard and not asked for yet.
    member _.Rest =
        [ let mutable input = Unchecked.defaultof<LineInput>

          while heard.Reader.TryRead &input do
              input ]

    /// Makes the machine do something.
    member _.Do outputs = host.Command(Order outputs)

    /// The machine ends by itself: its last sentences are still said.
    member _.End() =
        task {
            host.Command(Order [ Finish ])
            do! running |> Deadline.await "the end of a machine"
            do! transport.DisposeAsync()
        }

    interface IAsyncDisposable with
        member _.DisposeAsync() =
            ValueTask(
                task {
                    do! stopping.CancelAsync()

                    try
                        do! running |> Deadline.await "the end of a machine"
                    with :? OperationCanceledException ->
                        ()

                    do! transport.DisposeAsync()
                    stopping.Dispose()
                }
            )

module LineMachine =

    /// Answers each line with itself.
    let echo (input: LineInput) =
        match input with
        | Received(sender, line) -> [ Send(sender, line) ]
        | _ -> []

    /// Answers one line, or what is no line, and closes: one request a connection.
    let once (input: LineInput) =
        match input with
        | Received(sender, line) -> [ Send(sender, line); Close sender ]
        | Malformed(sender, malformation) -> [ Send(sender, malformation.Problem); Close sender ]
        | _ -> []

    let silent (_: LineInput) : Output<Connection, unit, string, unit, LineInput> list = []

    let problem (input: LineInput) =
        match input with
        | Malformed(_, malformation) -> malformation.Problem
        | _ -> failwith $"%A{input}"
