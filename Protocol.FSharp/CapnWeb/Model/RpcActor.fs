namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// A timer of a world's peer: its session's, or the end of a call that takes a while.
type RpcTimer =
    | Own of Timer
    | Work of call: int64

/// What a world's peer does besides answering.
type RpcScript =
    {
        /// Once the session is open.
        First: UserCommand list
        /// Once a promise of the peer has an outcome.
        After: Map<int64, UserCommand list>
    }

/// A peer of a world: its session, its objects, and what its user knows. Its objects have these methods: `note(n)` writes n
/// down, `give()` gives a new object, `back(x)` gives x back, `keep(f)` keeps f and calls it once the call is answered, `slow()`
/// takes a second, `read(s)` takes a stream, of which the other end writes one number.
type RpcActor =
    {
        Session: Session
        Script: RpcScript
        /// The number of the last object.
        Objects: int64
        /// What was noted at each object, last first.
        Notes: Map<int64, float list>
        /// The number of the last call that the script does not have.
        Calls: int64
        /// How often each promise of the peer had an outcome.
        Outcomes: Map<int64, int>
        /// The references that the application owns.
        Owned: ReferenceCounts
        /// The application's objects that it has mentioned to the session.
        Mentioned: Set<int64>
        /// Objects that nothing refers to any more, and how often that was said.
        Disposed: Map<int64, int>
        /// The names of the properties and methods that the session wanted of objects.
        Wanted: Set<string>
        /// Why the session ended.
        Ended: string voption
    }

type RpcActorInput = Input<Address, RpcTimer, Message, UserCommand, unit>

type RpcActorOutput = Output<Address, RpcTimer, Message, unit, Notice>

module RpcActor =

    /// Numbers of calls that scripts leave to the peer's objects.
    [<Literal>]
    let private OwnCalls = 1_000L

    let create settings script =
        { Session = SessionState.initial settings
          Script = script
          Objects = 0L
          Notes = Map.empty
          Calls = OwnCalls
          Outcomes = Map.empty
          Owned = ReferenceCounts.initial
          Mentioned = Set.empty
          Disposed = Map.empty
          Wanted = Set.empty
          Ended = ValueNone }

    let private count key counts =
        counts |> Map.change key (fun count -> Some(1 + Option.defaultValue 0 count))

    let private answered call result : SessionInput = Answered(Answer.Returned(call, result))

    let private commanded command : SessionInput = Commanded command

    let private note target number actor =
        { actor with
            Notes = actor.Notes |> Map.change target (fun notes -> Some(number :: Option.defaultValue [] notes)) }

    let private retain value =
        Value.references value
        |> List.choose (Reference.owned >> ValueOption.toOption)
        |> List.choose (fun hook ->
            match hook with
            | Hook.Target _ -> None
            | Hook.Import _
            | Hook.Outcome _ -> Some(commanded (UserCommand.Retain hook)))

    let private drop hook = commanded (UserCommand.Drop hook)

    let private dropAll value =
        Value.references value |> List.choose (Reference.owned >> ValueOption.toOption >> Option.map drop)

    /// Calls what was kept, and gives it up.
    let private callKept hook actor =
        let outcome = actor.Calls + 1L
        let nine: Held = Value.Number 9.0

        { actor with Calls = outcome },
        [ commanded (UserCommand.Call(outcome, hook, [ PathStep.Name "note" ], ValueSome [ nine ]))
          commanded (UserCommand.Await(Hook.Outcome outcome))
          drop hook ]

    let private invoked call target wanted actor : RpcActor * SessionInput list =
        match wanted with
        | Member.Call("note", [ Value.Number number ]) ->
            note target number actor, [ answered call (Ok(Value.Number number)) ]
        | Member.Call("write", [ Value.Number number ]) ->
            note target number actor, [ answered call (Ok Value.Undefined) ]
        | Member.Call("close", _)
        | Member.Call("read", _) -> actor, [ answered call (Ok Value.Undefined) ]
        | Member.Call("give", _) ->
            let next = actor.Objects + 1L
            { actor with Objects = next }, [ answered call (Ok(Value.Reference(Reference.Stub(Hook.Target next)))) ]
        | Member.Call("back", [ value ]) -> actor, retain value @ [ answered call (Ok value) ]
        | Member.Call("keep", [ Value.Reference(Reference.Stub hook) ]) ->
            let actor, calls = actor |> callKept hook
            actor, commanded (UserCommand.Retain hook) :: answered call (Ok Value.Null) :: calls
        | Member.Call(name, _) -> actor, [ answered call (Error(Held.notAFunction [ PathStep.Name name ])) ]
        | Member.Get _ -> actor, [ answered call (Ok Value.Undefined) ]
        | Member.Apply _ -> actor, [ answered call (Error(Held.notAFunction [])) ]

    /// Writes one number to a stream that was given away, and ends it.
    let private pump target stream actor =
        let first, second = actor.Calls + 1L, actor.Calls + 2L

        { actor with Calls = second },
        [ commanded (UserCommand.Write(first, stream, "write", [ Value.Number 1.0 ]))
          commanded (UserCommand.Await(Hook.Outcome first))
          commanded (UserCommand.Write(second, stream, "close", []))
          commanded (UserCommand.Await(Hook.Outcome second))
          drop stream
          drop (Hook.Target target) ]

    let private told hook (result: Result<Held, Held>) actor : RpcActor * SessionInput list =
        let value =
            match result with
            | Ok value
            | Error value -> value

        match hook with
        | Hook.Outcome outcome ->
            let next = actor.Script.After |> Map.tryFind outcome |> Option.defaultValue []

            { actor with
                Outcomes = count outcome actor.Outcomes },
            dropAll value @ List.map commanded next @ [ drop hook ]
        | Hook.Import _
        | Hook.Target _ -> actor, dropAll value

    let private slow: Member -> bool =
        fun wanted ->
            match wanted with
            | Member.Call("slow", _) -> true
            | Member.Call _
            | Member.Get _
            | Member.Apply _ -> false

    let private workTime = TimeSpan.FromSeconds 1.0

    let private want wanted actor =
        match wanted with
        | Member.Get name
        | Member.Call(name, _) ->
            { actor with
                Wanted = Set.add name actor.Wanted }
        | Member.Apply _ -> actor

    /// What the application makes of a question: timers for the world, or inputs for the session.
    let private receive question actor : RpcActor * RpcActorOutput list * SessionInput list =
        match question with
        | Ask.Invoke(call, _, wanted) when slow wanted -> actor, [ SetTimer(Work call, workTime) ], []
        | Ask.Invoke(call, target, wanted) ->
            let actor, inputs = actor |> want wanted |> invoked call target wanted
            actor, [], inputs
        | Ask.Outcome(hook, result) ->
            let actor, inputs = actor |> told hook result
            actor, [], inputs
        | Ask.Dispose target ->
            { actor with
                Disposed = count target actor.Disposed },
            [],
            []
        | Ask.Ended failure ->
            { actor with
                Ended = ValueSome(ResultText.reason failure) },
            [],
            []
        | Ask.Pump(target, stream) ->
            let actor, inputs = actor |> pump target stream
            actor, [], inputs
        | Ask.OpenPipe _ -> actor, [], []

    let private carried output : RpcActorOutput =
        match output with
        | Open address -> Open address
        | Send(address, message) -> Send(address, message)
        | HalfClose address -> HalfClose address
        | Close address -> Close address
        | SetTimer(timer, due) -> SetTimer(Own timer, due)
        | CancelTimer timer -> CancelTimer(Own timer)
        | Ask _ -> Ask()
        | Tell notice -> Tell notice
        | Finish -> Finish

    let private own change actor =
        { actor with
            Owned = change actor.Owned }

    let private mention input actor =
        { actor with
            Mentioned =
                (actor.Mentioned, ReferenceCounts.mentioned input)
                ||> List.fold (fun mentioned hook ->
                    match hook with
                    | Hook.Target object -> Set.add object mentioned
                    | Hook.Import _
                    | Hook.Outcome _ -> mentioned) }

    /// Steps the session; what it asks is heard once its step is over, in order.
    let rec private run now (inputs: SessionInput list) (actor: RpcActor) (outputs: RpcActorOutput list) =
        match inputs with
        | [] -> struct (actor, List.rev outputs)
        | input :: later ->
            let struct (session, sent) = SessionMachine.step now actor.Session input
            let actor = actor |> own (ReferenceCounts.afterInput input) |> mention input

            let actor, outputs, asked =
                (({ actor with Session = session }, outputs, []), sent)
                ||> List.fold (fun (actor, outputs, asked) output ->
                    match output with
                    | Ask question ->
                        let actor, timers, inputs =
                            actor |> own (ReferenceCounts.afterQuestion question) |> receive question

                        actor, List.rev timers @ outputs, asked @ inputs
                    | Open _
                    | Send _
                    | HalfClose _
                    | Close _
                    | SetTimer _
                    | CancelTimer _
                    | Tell _
                    | Finish -> actor, carried output :: outputs, asked)

            run now (asked @ later) actor outputs

    let private scripted actor =
        actor.Script.First |> List.map commanded

    let step now (actor: RpcActor) (input: RpcActorInput) =
        match input with
        | Started -> run now [ Started ] actor []
        | Opened address -> run now (Opened address :: scripted actor) actor []
        | Received(address, message) -> run now [ Received(address, message) ] actor []
        | Malformed(address, problem) -> run now [ Malformed(address, problem) ] actor []
        | Closed(address, reason) -> run now [ Closed(address, reason) ] actor []
        | TimerFired(Own timer) -> run now [ TimerFired timer ] actor []
        | TimerFired(Work call) -> run now [ answered call (Ok Value.Null) ] actor []
        | Commanded command -> run now [ Commanded command ] actor []
        | Answered() -> struct (actor, [])
