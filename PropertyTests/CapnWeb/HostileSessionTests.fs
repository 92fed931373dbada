namespace PeerFunctional.Tests.CapnWeb

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.CapnWeb
open PeerFunctional.Tests

/// Partners that keep to the letter of the protocol and want to cost as much as they can.
module HostileSessionTests =

    let private start =
        SessionRun.start SessionSettings.standard ProbedServer.application

    let private receiveAll messages run =
        (run, messages) ||> List.fold (fun run message -> SessionRun.receive message run)

    let private at id path arguments : Expression =
        Value.Reference(
            WireReference.Pipeline
                { Id = id
                  Path = List.map PathStep.Name path
                  Arguments = arguments }
        )

    let private call id name arguments =
        Push(at id [ name ] (ValueSome arguments))

    let private mention id : Expression =
        Value.Reference(
            WireReference.Import
                { Id = id
                  Path = []
                  Arguments = ValueNone }
        )

    let private promise id : Expression =
        Value.Reference(WireReference.Promise id)

    let private isHeldEmpty run =
        let held = SessionRun.held run
        (held.Exports, held.Imports, held.Promises, held.Targets, held.Waiting) = (0, 0, 0, 0, 0)

    /// The same session with nothing but the last answer kept.
    let private quiet run =
        { run with
            SessionRun.Sent = []
            SessionRun.Asked = [] }

    [<Fact>]
    let ``Results that hold one another in a long chain are given up without a deep stack`` () : unit =
        let count = 50_000L

        let pushes =
            [ for id in 1L .. count -> Push(Value.Object [ ("a", (if id = 1L then Value.Null else mention (id - 1L))) ]) ]

        start
        |> receiveAll pushes
        |> receiveAll [ for id in 1L .. count -> Release(id, 1L) ]
        |> isHeldEmpty
        |> Expect.isTrue

    let private boundIn bytes =
        SessionRun.start
            { SessionSettings.standard with
                MaxHeld = bytes }
            ProbedServer.application

    let private kilobytes: Expression = Value.Text(String.replicate 10_000 "x")

    [<Fact>]
    let ``Results and arguments of more bytes than may be held end the session`` () : unit =
        let kept = List.replicate 20 (Push kilobytes)

        let waiting =
            call 0L "later" [] :: List.replicate 20 (call 1L "greet" [ kilobytes ])

        let inHand = List.replicate 20 (call 0L "later" [ kilobytes ])

        for messages in [ kept; waiting; inHand ] do
            let run = boundIn 100_000L |> receiveAll messages

            run.Sent
            |> List.choose (fun message ->
                match message with
                | Abort(Value.Error failure) -> Some failure.Message
                | _ -> None)
            |> Expect.equal [ "More than 100000 bytes are held for this peer." ]

    [<Fact>]
    let ``Values that are given up make room for others`` () : unit =
        let exchange id =
            [ call 0L "greet" [ kilobytes ]; Pull id; Release(id, 1L) ]

        let run = boundIn 100_000L |> receiveAll (List.collect exchange [ 1L .. 100L ])
        run.IsClosed |> Expect.isFalse
        run |> isHeldEmpty |> Expect.isTrue

    [<Fact>]
    let ``Thousands of calls wait for one result, and are made when it comes`` () : unit =
        let calls =
            [ for id in 2L .. 5_000L do
                  call 1L "greet" [ Value.Text "a" ]
                  Pull id ]

        let run = start |> receiveAll (call 0L "later" [] :: calls)
        run.Sent |> List.filter _.IsResolve |> Expect.isEmpty

        let main: Held = Value.Reference(Reference.Stub(Hook.Target 0L))

        let later =
            run.Asked
            |> List.pick (fun question ->
                match question with
                | Ask.Invoke(number, _, Member.Call("later", _)) -> Some number
                | _ -> None)

        let answered =
            SessionRun.input run (Answered(Answer.Returned(later, Ok main))) |> _.Sent

        answered |> List.filter _.IsResolve |> List.length |> Expect.equal 4_999

    [<Fact>]
    let ``A map of more steps than a message may cause is rejected, and the session goes on`` () : unit =
        let list: Expression = Value.Items(List.replicate 2_000 (Value.Number 1.0))

        let map =
            Value.Reference(
                WireReference.Remap
                    { Id = 1L
                      Path = []
                      Captures = []
                      Program = List.replicate 200 (at 0L [] ValueNone) }
            )

        let run =
            start |> receiveAll [ Push list; Push map; Pull 2L; call 0L "greet" [ Value.Text "a" ]; Pull 3L ]

        match List.rev run.Sent with
        | [ Reject(2L, Value.Error _); Resolve(3L, Value.Text "Hello, a") ] -> ()
        | other -> failwith $"{other}"

    [<Fact>]
    let ``Promises that double at each level end the session instead of filling the memory`` () : unit =
        let levels =
            [ for id in 1L .. 40L -> Resolve(-id, Value.Items [ promise (-id - 1L); promise (-id - 1L) ]) ]

        let run =
            start
            |> receiveAll (call 0L "echo" [ promise -1L ] :: Pull 1L :: levels)
            |> receiveAll [ Resolve(-41L, Value.Number 1.0) ]

        run.IsClosed |> Expect.isTrue

    [<Fact>]
    let ``Results that name others many times at each level end the session at its bound`` () : unit =
        let settings =
            { SessionSettings.standard with
                MaxEntries = 1_000 }

        let many id : Expression =
            Value.Items(List.replicate 100 (at id [] ValueNone))

        let run =
            SessionRun.start settings ProbedServer.application
            |> receiveAll
                [ Push(Value.Text "x")
                  Push(many 1L)
                  Push(many 2L)
                  Push(many 3L)
                  Push(many 4L)
                  Pull 5L ]

        run.IsClosed |> Expect.isTrue
        run.Sent.Length |> Expect.isLessThan 1_100

    [<Fact>]
    let ``A promise that is its own outcome is rejected`` () : unit =
        for own in [ promise -1L; Value.Reference(WireReference.Export -1L) ] do
            let run =
                start |> receiveAll [ call 0L "greet" [ promise -1L ]; Pull 1L; Resolve(-1L, own) ]

            run.Sent
            |> List.exists (fun message ->
                match message with
                | Reject(1L, Value.Error _) -> true
                | _ -> false)
            |> Expect.isTrue

    [<Fact>]
    let ``More results than a peer may hold end its session`` () : unit =
        let settings =
            { SessionSettings.standard with
                MaxEntries = 100 }

        let run =
            SessionRun.start settings ProbedServer.application
            |> receiveAll [ for _ in 1..101 -> Push Value.Null ]

        run.IsClosed |> Expect.isTrue

    [<Fact>]
    let ``Calls beyond those that may wait are rejected`` () : unit =
        let settings =
            { SessionSettings.standard with
                MaxCalls = 10 }

        let run =
            SessionRun.start settings ProbedServer.application
            |> receiveAll
                [ for id in 1L .. 12L do
                      call 0L "later" []
                      Pull id ]

        run.Sent |> List.filter _.IsReject |> List.length |> Expect.equal 2

    [<Theory>]
    [<InlineData(9223372036854775807L)>]
    [<InlineData(-9223372036854775807L)>]
    [<InlineData(2L)>]
    let ``Entries that are not there end the session, however they are numbered`` (id: int64) : unit =
        for message in [ Pull id; Release(id, 1L); Push(at id [ "x" ] ValueNone) ] do
            let run = start |> SessionRun.receive message
            run.IsClosed |> Expect.isTrue

    [<Fact>]
    let ``Nothing that comes after the end has an effect`` () : unit =
        let ended = start |> SessionRun.receive (Pull 7L) |> quiet

        let run =
            ended |> receiveAll [ Push Value.Null; Pull 1L; Release(0L, 1L); Resolve(1L, Value.Null); Pipe ]

        (run.Sent, run.Asked) |> Expect.equal ([], [])
