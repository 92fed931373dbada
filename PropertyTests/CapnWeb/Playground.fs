namespace PeerFunctional.Tests.CapnWeb

open System
open System.Collections.Generic
open System.IO
open System.Linq
open System.Net
open System.Net.Http
open System.Numerics
open System.Threading
open System.Threading.Tasks
open PeerFunctional.Runtime.Systems.CapnWeb

type Mood =
    | VeryGood = 0
    | Poor = 1

/// What a call answers by value.
type Stats =
    { Calls: int
      Since: DateTimeOffset
      Mood: Mood
      Big: BigInteger }

[<RpcTarget; AllowNullLiteral>]
type IUser =
    inherit IDisposable
    abstract Id: Task<int>
    abstract Name: unit -> Task<string>
    abstract Friend: unit -> IUser

[<RpcTarget>]
type IAccount =
    abstract WhoAmI: unit -> Task<string>

/// What both the library and the npm package serve in these tests.
[<RpcTarget>]
type IPlayground =
    abstract Greet: name: string -> Task<string>
    abstract Add: one: double * other: double -> Task<double>
    abstract Echo: value: obj -> Task<obj>
    abstract User: id: int -> IUser
    abstract Users: unit -> Task<IUser array>
    abstract Fail: unit -> Task
    abstract CallBack: callback: Func<string, Task<string>> -> Task<string>
    abstract Keep: callback: Func<string, Task<string>> -> Task
    abstract CallKept: text: string -> Task<string>
    abstract Adder: one: double -> Func<double, Task<double>>
    abstract Count: most: int -> IAsyncEnumerable<int>
    abstract Sum: numbers: IAsyncEnumerable<int> -> Task<int>
    abstract Length: bytes: Stream -> Task<int64>
    abstract WriteTo: stream: RpcWritable * count: int -> Task
    abstract Fetch: request: HttpRequestMessage -> Task<HttpResponseMessage>

    [<RpcName("get_stats")>]
    abstract GetStats: unit -> Task<Stats>

    abstract Authenticate: token: string -> IAccount

    /// Objects and functions that the server holds for this client.
    abstract Held: unit -> Task<int>

    /// Ends when the client gives the call up.
    abstract Wait: CancellationToken -> Task

/// How often users were made and disposed.
type Disposals() =
    let mutable count = 0
    let mutable made = 0
    member _.Count = Volatile.Read &count
    member _.Made = Volatile.Read &made
    member _.Make() = Interlocked.Increment &made |> ignore
    member _.Add() = Interlocked.Increment &count |> ignore

type User(id: int, disposals: Disposals) =
    do disposals.Make()

    interface IUser with
        member _.Id = Task.FromResult id
        member _.Name() = Task.FromResult $"user {id}"
        member _.Friend() = new User(id + 1, disposals)
        member _.Dispose() = disposals.Add()

type Account() =
    interface IAccount with
        member _.WhoAmI() = Task.FromResult "the owner"

type Playground(disposals: Disposals, held: unit -> int) =
    let mutable kept = Unchecked.defaultof<Func<string, Task<string>>>
    let mutable calls = 0

    new() = Playground(Disposals(), fun () -> 0)

    /// Nothing of a class that is not marked is published but what its marked interfaces declare.
    member _.Secret() = Task.FromResult "secret"

    interface IPlayground with
        member _.Greet name =
            calls <- calls + 1
            Task.FromResult $"Hello {name}!"

        member _.Add(one, other) = Task.FromResult(one + other)
        member _.Echo value = Task.FromResult value
        member _.User id = new User(id, disposals)

        member _.Users() =
            Task.FromResult [| new User(1, disposals) :> IUser; new User(2, disposals) |]

        member _.Fail() =
            raise (ArgumentOutOfRangeException(null, "too far"))

        member _.CallBack callback =
            task {
                let! one = callback.Invoke "one"
                let! two = callback.Invoke "two"
                return $"{one} {two}"
            }

        member _.Keep callback =
            kept <- RpcStub.Dup callback
            Task.CompletedTask

        member _.CallKept text = kept.Invoke text

        member _.Adder one =
            Func<_, _>(fun other -> Task.FromResult(one + other))

        member _.Count most = AsyncEnumerable.Range(0, most)

        member _.Sum numbers =
            task {
                let! numbers = numbers.ToArrayAsync()
                return Array.sum numbers
            }

        member _.Length bytes =
            task {
                use all = new MemoryStream()
                do! bytes.CopyToAsync all
                return all.Length
            }

        member _.WriteTo(stream, count) =
            task {
                for number in 0 .. count - 1 do
                    do! stream.WriteAsync number

                do! stream.CompleteAsync()
            }

        member _.Fetch request =
            task {
                let! body = request.Content.ReadAsStringAsync()
                let header = request.Headers.GetValues("x-a") |> Seq.head
                let response = new HttpResponseMessage(HttpStatusCode.Created)
                response.Content <- new StringContent($"{request.Method} {request.RequestUri} {header}: {body}")
                response.Headers.Add("x-answer", "yes")
                return response
            }

        member _.GetStats() =
            Task.FromResult
                { Calls = calls
                  Since = DateTimeOffset.UnixEpoch.AddMilliseconds 5.0
                  Mood = Mood.VeryGood
                  Big = BigInteger.Parse "12345678901234567890" }

        member _.Authenticate token =
            if token = "secret" then
                Account()
            else
                raise (RpcException "wrong token")

        member _.Held() = Task.FromResult(held ())

        member _.Wait cancellation = Task.Delay(-1, cancellation)
