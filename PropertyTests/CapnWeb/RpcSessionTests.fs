namespace PeerFunctional.Tests.CapnWeb

open System
open System.Collections.Generic
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Runtime.Systems.CapnWeb

/// Contains itself.
type Ring() =
    member val Next: Ring = Unchecked.defaultof<Ring> with get, set

[<RpcTarget>]
type INotebook =
    abstract Note: text: string -> Task
    abstract Notes: unit -> Task<string array>
    /// Ends when it is opened.
    abstract Gate: unit -> Task

type Notebook() =
    let notes = List<string>()
    let gate = TaskCompletionSource()
    member _.Open() = gate.SetResult()

    interface INotebook with
        member _.Note text =
            notes.Add text
            Task.CompletedTask

        member _.Notes() = Task.FromResult(notes.ToArray())
        member _.Gate() = gate.Task

/// A pair of sessions in memory.
module RpcSessionTests =

    let private get what work = Deadline.get what work

    [<Fact>]
    let ``Calls on a promised object go out before anything is answered`` () : unit =
        let pair = RpcPair(Playground())
        let user = pair.Api.User 3
        user.Friend().Friend().Name() |> get "the name" |> Expect.equal "user 5"

        pair.ClientSent
        |> List.truncate 5
        |> Expect.equal
            [ """["push",["pipeline",0,["user"],[3]]]"""
              """["push",["pipeline",1,["friend"],[]]]"""
              """["push",["pipeline",2,["friend"],[]]]"""
              """["push",["pipeline",3,["name"],[]]]"""
              """["pull",4]""" ]

    [<Fact>]
    let ``A property of a promise as an argument is named in the call, and takes no call of its own`` () : unit =
        let pair = RpcPair(Playground())
        let main = pair.Client.Main
        use user = main.Call("user", 3)

        main.Call<double>("add", user.Get "id", user.Get<int> "id").AsTask()
        |> get "the sum"
        |> Expect.equal 6.0

        pair.ClientSent
        |> List.truncate 3
        |> Expect.equal
            [ """["push",["pipeline",0,["user"],[3]]]"""
              """["push",["pipeline",0,["add"],[["pipeline",1,["id"]],["pipeline",1,["id"]]]]]"""
              """["pull",2]""" ]

    [<Fact>]
    let ``Broken of a promise tells its failure, or the end of the session`` () : unit =
        let pair = RpcPair(Playground())
        let failing = pair.Client.Main.Call "fail"
        failing.Broken |> get "the failure" |> Rpc.words |> Expect.equal "RangeError: too far"
        let user = pair.Api.User 3
        let broken = (RpcStub.Of user).Broken
        user.Name() |> get "the name" |> Expect.equal "user 3"
        broken.IsCompleted |> Expect.isFalse
        pair.Client.DisposeAsync().AsTask() |> Rpc.ended "the end"

        (broken |> get "the end").Message
        |> Expect.equal "RPC session was shut down by disposing the main stub"

    [<Fact>]
    let ``A promise that is disposed is given up though its Broken was asked for`` () : unit =
        let disposals = Disposals()
        let pair = RpcPair(Playground(disposals, (fun () -> 0)))
        let user = pair.Client.Main.Call("user", 3)
        let broken = user.Broken
        user.Dispose()
        Rpc.until "the disposal" (fun () -> disposals.Count = 1) |> get "the disposal"
        broken.IsCompleted |> Expect.isFalse

    [<Fact>]
    let ``A property of a result that is there already is read before it is sent`` () : unit =
        let pair = RpcPair(Playground())
        let main = pair.Client.Main
        use stats = main.Call "get_stats"
        stats.AsTask<obj>() |> get "the figures" |> ignore

        main.Call<double>("add", stats.Get "calls", 1).AsTask() |> get "the sum" |> Expect.equal 1.0

    [<Theory>]
    [<InlineData("secret")>]
    [<InlineData("Secret")>]
    [<InlineData("getType")>]
    [<InlineData("GetType")>]
    [<InlineData("toString")>]
    [<InlineData("ToString")>]
    [<InlineData("equals")>]
    [<InlineData("getHashCode")>]
    [<InlineData("dispose")>]
    [<InlineData("Greet")>]
    [<InlineData("constructor")>]
    [<InlineData("__proto__")>]
    let ``What no marked interface declares reads as undefined and is no function`` (name: string) : unit =
        let stub = RpcPair(Playground()).Client.Main
        stub.Get(name).AsTask<obj>() |> get "the property" |> isNull |> Expect.isTrue

        stub.Call(name).AsTask<obj>()
        |> Rpc.failure
        |> Rpc.words
        |> Expect.equal $"TypeError: '{name}' is not a function."

    [<Fact>]
    let ``Arguments of another count or type are TypeErrors`` () : unit =
        let stub = RpcPair(Playground()).Client.Main

        let words (call: RpcPromise) =
            call.AsTask<obj>() |> Rpc.failure |> Rpc.words

        words (stub.Call "greet") |> Expect.equal "TypeError: greet takes 1 argument, not 0."

        words (stub.Call("add", 1, 2, 3)) |> Expect.equal "TypeError: add takes 2 arguments, not 3."

        words (stub.Call("add", 1, "two"))
        |> Expect.equal "TypeError: other: Expected a number, not a text."

        words (stub.Call("user", 1.5))
        |> Expect.equal "TypeError: id: Expected a whole number, not a number."

        words (stub.Call("user", 4_000_000_000.0))
        |> Expect.equal "TypeError: id: The number does not fit in Int32."

    [<Fact>]
    let ``A value that contains itself is refused before anything is sent`` () : unit =
        let pair = RpcPair(Playground())
        let ring = Ring()
        ring.Next <- ring

        pair.Api.Echo ring
        |> Rpc.failure
        |> Rpc.words
        |> Expect.stringContains "TypeError: A value may be nested"

        pair.Settled() |> get "the next calls" |> Expect.equal 2.0

    [<Fact>]
    let ``Types of the framework and tuples are no values`` () : unit =
        let api = RpcPair(Playground()).Api

        for value in
            [ box typeof<int>
              box (struct (1, 2))
              box (1, 2)
              obj ()
              box Thread.CurrentThread ] do
            api.Echo value
            |> Rpc.failure
            |> Rpc.words
            |> Expect.stringStarts "TypeError: Cannot serialize value: "

    [<Fact>]
    let ``Calls are delivered in the order in which they were made`` () : unit =
        let api = RpcPair(Notebook()).Client.Get<INotebook>()

        for number in 1..1_000 do
            api.Note(string number) |> ignore

        api.Notes() |> get "the notes" |> Expect.equal [| for number in 1..1_000 -> string number |]

    [<Fact>]
    let ``A function that came as an argument dies when the call ends, unless it is duplicated`` () : unit =
        let pair = RpcPair(Playground())
        let api = pair.Api
        let mutable leaked = Unchecked.defaultof<Func<string, Task<string>>>

        let leaking =
            Func<Func<string, Task<string>>, Task<string>>(fun callback ->
                leaked <- callback
                callback.Invoke "in time")

        let other = RpcPair(leaking)

        other.Client.Main.Apply(Func<string, Task<string>>(fun text -> Task.FromResult(text + "!"))).AsTask<string>()
        |> get "the result"
        |> Expect.equal "in time!"

        Assert.Throws<ObjectDisposedException>(fun () -> leaked.Invoke "late" |> ignore) |> ignore

        let kept = api.Keep(fun text -> Task.FromResult $"{text}, kept")
        kept |> Rpc.ended "keep"
        api.CallKept "still" |> get "the result" |> Expect.equal "still, kept"

    [<Fact>]
    let ``An object is disposed once, when its last stub is`` () : unit =
        let disposals = Disposals()
        let pair = RpcPair(Playground(disposals, (fun () -> 0)))
        let user = pair.Api.User 1
        let other = RpcStub.Dup user
        user.Dispose()
        other.Name() |> get "the name" |> Expect.equal "user 1"
        disposals.Count |> Expect.equal 0
        other.Dispose()
        other.Dispose()
        Rpc.until "the disposal" (fun () -> disposals.Count = 1) |> get "the disposal"
        pair.Settled() |> get "the next calls" |> ignore
        disposals.Count |> Expect.equal 1
        pair.Server.Exports |> Expect.equal 1

        Assert.Throws<ObjectDisposedException>(fun () -> other.Name() |> ignore) |> ignore

    [<Fact>]
    let ``Disposing a promise disposes the stubs in its value`` () : unit =
        let disposals = Disposals()
        let pair = RpcPair(Playground(disposals, (fun () -> 0)))
        let users = pair.Client.Main.Call<IUser array> "users"
        let two = users.AsTask() |> get "the users"
        two.[1].Name() |> get "the name" |> Expect.equal "user 2"
        users.Dispose()
        Rpc.until "the disposal" (fun () -> disposals.Count = 2) |> get "the disposal"

    [<Fact>]
    let ``An object that comes back is itself`` () : unit =
        let mine = Playground()
        let echo = Func<IPlayground, IPlayground>(id)
        let pair = RpcPair(echo)

        let back =
            pair.Client.Main.Apply(mine :> obj).AsTask<IPlayground>() |> get "the object"

        obj.ReferenceEquals(mine, back) |> Expect.isTrue

    [<Fact>]
    let ``A cancelled call is given up on both sides`` () : unit =
        let pair = RpcPair(Playground())
        use cancelling = new CancellationTokenSource()
        let waiting = pair.Api.Wait cancelling.Token
        pair.Settled() |> get "the next calls" |> ignore
        cancelling.Cancel()

        Assert.ThrowsAsync<TaskCanceledException>(fun () -> waiting) |> get "the cancellation" |> ignore

        pair.Settled() |> get "the next calls" |> ignore
        pair.ClientSent |> Expect.contains """["release",1,1]"""

    [<Fact>]
    let ``A mapping runs on the other side, in one round trip`` () : unit =
        let pair = RpcPair(Playground())
        let api = pair.Api
        let users = RpcStub.Of(api).Call "users"

        users.Map<IUser, string>(fun (user: IUser) -> user.Friend().Name()).AsTask()
        |> get "the names"
        |> Expect.equal [| "user 2"; "user 3" |]

        // A stub from outside the function goes along.
        users.Map<IUser, string>(fun (user: IUser) -> api.Greet("you")).AsTask()
        |> get "the greetings"
        |> Expect.equal [| "Hello you!"; "Hello you!" |]

        // A function within a function.
        users
            .Map(fun (user: RpcStub) ->
                users.Map(fun (other: RpcStub) ->
                    box
                        {| Mine = user.Call "name"
                           Other = other.Call "name" |})
                :> obj)
            .AsTask<Dictionary<string, string> array array>()
        |> get "the pairs"
        |> Array.concat
        |> Array.map (fun (pair: Dictionary<string, string>) -> pair["mine"], pair["other"])
        |> Expect.equal
            [| "user 1", "user 1"
               "user 1", "user 2"
               "user 2", "user 1"
               "user 2", "user 2" |]

    [<Fact>]
    let ``A promise stands for its value in arguments`` () : unit =
        let stub = RpcPair(Playground()).Client.Main
        let name = stub.Call("user", 4).Call "name"
        stub.Call("greet", name).AsTask<string>() |> get "the greeting" |> Expect.equal "Hello user 4!"

    [<Fact>]
    let ``A task of this side stands for its value in arguments`` () : unit =
        let stub = RpcPair(Playground()).Client.Main
        let name = TaskCompletionSource<string>()
        let greeting = stub.Call("greet", name.Task).AsTask<string>()
        name.SetResult "late"
        greeting |> get "the greeting" |> Expect.equal "Hello late!"

    [<Fact>]
    let ``The error filter sees exceptions first, and stacks stay here`` () : unit =
        let options =
            RpcOptions(OnSendError = fun problem -> RpcException("Hidden", $"was {problem.GetType().Name}"))

        let filtered = RpcPair(Playground(), null, options, RpcOptions())

        filtered.Api.Fail()
        |> Rpc.failure
        |> Rpc.words
        |> Expect.equal "Hidden: was ArgumentOutOfRangeException"

        let plain = RpcPair(Playground())
        let problem = plain.Api.Fail() |> Rpc.failure
        problem |> Rpc.words |> Expect.equal "RangeError: too far"
        problem.RemoteStack |> isNull |> Expect.isTrue

        let open' =
            RpcPair(Playground(), null, RpcOptions(SendsStacks = true), RpcOptions())

        (open'.Api.Fail() |> Rpc.failure).RemoteStack |> isNull |> Expect.isFalse

    [<Fact>]
    let ``Disposing the main stub ends the session on both sides, and fails what is open`` () : unit =
        let disposals = Disposals()
        let pair = RpcPair(Playground(disposals, (fun () -> 0)))
        let waiting = pair.Api.Wait CancellationToken.None
        let user = pair.Api.User 1
        user.Name() |> get "the name" |> ignore
        pair.Client.Main.Dispose()
        let reason = "RPC session was shut down by disposing the main stub"
        (waiting |> Rpc.failure).Message |> Expect.equal reason
        (pair.Client.Broken |> get "the end").Message |> Expect.equal reason
        (pair.Server.Broken |> get "the end").Message |> Expect.equal reason
        disposals.Count |> Expect.equal 1
        (user.Name() |> Rpc.failure).Message |> Expect.equal reason

    [<Fact>]
    let ``A peer that reads nothing ends the session once too much waits for it`` () : unit =
        let struct (one, _) = MemoryTransport.CreatePair()

        let stuck =
            { new IRpcTransport with
                member _.CloseReason = null

                member _.CloseAsync reason =
                    (one :> IRpcTransport).CloseAsync reason

                member _.ReceiveAsync cancellation =
                    (one :> IRpcTransport).ReceiveAsync cancellation

                member _.SendAsync(_, cancellation) = ValueTask(Task.Delay(-1, cancellation)) }

        let session = RpcSession.Over(stuck, null, RpcOptions(MaxUnsent = 10_000L))

        for _ in 1..100 do
            session.Main.Call("greet", String('x', 1_000)) |> ignore

        (session.Broken |> get "the end").Message
        |> Expect.equal "The peer does not read what is sent to it."

        session.Completion |> Rpc.ended "the completion"

    [<Fact>]
    let ``A session whose peer is silent for too long ends`` () : unit =
        let clock = ManualTime()
        let options = RpcOptions(Idle = TimeSpan.FromMinutes 5.0, Clock = clock)
        let pair = RpcPair(Playground(), null, options, RpcOptions())
        pair.Settled() |> get "the calls" |> ignore
        clock.Advance(TimeSpan.FromMinutes 4.0)
        pair.Settled() |> get "the calls" |> ignore
        clock.Advance(TimeSpan.FromMinutes 4.0)
        pair.Settled() |> get "the calls" |> ignore
        clock.Advance(TimeSpan.FromMinutes 6.0)
        (pair.Server.Broken |> get "the end").Message |> Expect.equal "The partner was silent for too long."

    [<Fact>]
    let ``Ten thousand sessions are served, and each ends by itself`` () : unit =
        let main = Playground()

        let sessions =
            [| for _ in 1..10_000 ->
                   let struct (one, other) = MemoryTransport.CreatePair()
                   RpcSession.Over(one, main), RpcSession.Over other |]

        Task.WhenAll [ for _, client in sessions -> client.Main.Call<float>("add", 3, 4).AsTask() ]
        |> get "the sums"
        |> Array.forall (fun sum -> sum = 7.0)
        |> Expect.isTrue

        for _, client in sessions do
            client.Main.Dispose()

        Task.WhenAll [ for server, _ in sessions -> server.Broken ] |> get "the ends" |> ignore

    [<Fact>]
    let ``A stub of one session works in another`` () : unit =
        let far = RpcPair(Playground())
        let near = RpcPair(Func<IPlayground>(fun () -> far.Api))

        near.Client.Main.Apply().As<IPlayground>().User(6).Name() |> get "the name" |> Expect.equal "user 6"
