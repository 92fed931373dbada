namespace PeerFunctional.Tests.CapnWeb

open System
open System.Collections.Concurrent
open System.Text
open System.Threading.Tasks
open PeerFunctional.Tests
open PeerFunctional.Runtime.Systems.CapnWeb

/// A transport that keeps the text of what it sends.
type KeepingTransport(inner: IRpcTransport) =
    let sent = ConcurrentQueue<string>()

    member _.Sent = List.ofSeq sent

    interface IRpcTransport with
        member _.CloseReason = inner.CloseReason
        member _.CloseAsync reason = inner.CloseAsync reason
        member _.ReceiveAsync cancellation = inner.ReceiveAsync cancellation

        member _.SendAsync(message, cancellation) =
            sent.Enqueue(Encoding.UTF8.GetString message.Span)
            inner.SendAsync(message, cancellation)

/// A client and a server in one process.
type RpcPair(main: obj, clientMain: obj, serverOptions: RpcOptions, clientOptions: RpcOptions) =
    let struct (one, other) = MemoryTransport.CreatePair()
    let client = KeepingTransport one
    let server = KeepingTransport other
    let serving = RpcSession.Over(server, main, serverOptions)
    let calling = RpcSession.Over(client, clientMain, clientOptions)

    new(main: obj) = RpcPair(main, null, RpcOptions(), RpcOptions())

    member _.Server = serving
    member _.Client = calling
    member _.ClientSent = client.Sent
    member _.ServerSent = server.Sent
    member _.Api = calling.Get<IPlayground>()

    /// Waits until both sides have done what was asked before.
    member pair.Settled() =
        task {
            let! _ = pair.Api.Add(1.0, 1.0)
            return! pair.Api.Add(1.0, 1.0)
        }

module Rpc =

    /// The failure of a call.
    let failure (call: Task) : RpcException =
        let failing =
            task {
                try
                    do! call
                    return failwith "the call did not fail"
                with :? RpcException as problem ->
                    return problem
            }

        failing |> Deadline.get "the failure"

    /// Waits for the end of a task that brings nothing.
    let ended what (work: Task) : unit = task { do! work } |> Deadline.get what

    let words (problem: RpcException) = $"{problem.Name}: {problem.Message}"

    /// Tries again until something holds; the deadline is a minute.
    let until what (holds: unit -> bool) : Task<unit> =
        let began = Environment.TickCount64

        task {
            while not (holds ()) do
                if TimeSpan.FromMilliseconds(float (Environment.TickCount64 - began)) > Deadline.minute then
                    failwith $"{what} did not come within a minute"

                do! Task.Yield()
        }
