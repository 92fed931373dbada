namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type RpcWorld = World<Guarded<RpcPeer>, GuardedTimer<RpcPeerTimer>, Message, UserCommand, unit, unit, Notice, unit>
type RpcWorldState = WorldState<Guarded<RpcPeer>, GuardedTimer<RpcPeerTimer>, unit, unit>

/// The peers of a world, and what each of them does.
type RpcSetup =
    {
        Name: string
        /// One sentence for the user.
        About: string
        /// How many peers call the first one.
        Callers: int
        Caller: RpcScript
        Called: RpcScript
        /// Changes the settings of every peer.
        Change: SessionSettings -> SessionSettings
        /// Whether an end may end the session, and not every call be answered.
        Ends: bool
        /// Why a session ends in some state, where the setup is for that.
        EndsWith: string voption
    }

/// The worlds of sessions that are simulated, checked and explained: alice is called, the others call her.
module RpcScenarios =

    [<Literal>]
    let MaxPeers = 50

    [<Literal>]
    let MaxCalls = 50

    /// The partner's main object.
    let private main = Hook.Import 0L

    let private number value : Held = Value.Number value

    let private stub target : Held =
        Value.Reference(Reference.Stub(Hook.Target target))

    let private call outcome target name arguments =
        UserCommand.Call(outcome, target, [ PathStep.Name name ], ValueSome arguments)

    let private note outcome target value =
        call outcome target "note" [ number value ]

    let private await outcome = UserCommand.Await(Hook.Outcome outcome)

    let private drop outcome = UserCommand.Drop(Hook.Outcome outcome)

    let private nothing = { First = []; After = Map.empty }

    let private notes count =
        { First =
            [ for number in 1L .. int64 count do
                  note number main (float number)
                  await number ]
          After = Map.empty }

    let private setup name about caller called =
        { Name = name
          About = about
          Callers = 1
          Caller = caller
          Called = called
          Change = id
          Ends = false
          EndsWith = ValueNone }

    /// So many peers and calls; `peers` is 2 to `MaxPeers`, `calls` 1 to `MaxCalls`.
    let crowd peers calls =
        { setup $"crowd-{peers}-{calls}" $"{peers - 1} callers of one peer, {calls} calls of each" (notes calls) nothing with
            Callers = peers - 1 }

    /// A result is used before it has come, and given up before it has come.
    let private pipelined =
        { First =
            [ call 1L main "give" []
              note 2L (Hook.Outcome 1L) 1.0
              note 3L (Hook.Outcome 1L) 2.0
              await 2L
              await 3L
              drop 1L ]
          After = Map.empty }

    /// A stub goes there and back while calls go through the promise of it.
    let private handBack =
        { First =
            [ call 1L main "back" [ stub 1L ]
              UserCommand.Retain(Hook.Outcome 1L)
              await 1L
              note 2L (Hook.Outcome 1L) 1.0
              await 2L ]
          After = Map.ofList [ 1L, [ note 3L (Hook.Outcome 1L) 2.0; await 3L; drop 1L ] ] }

    let private callback =
        { First = [ call 1L main "keep" [ stub 1L ]; await 1L ]
          After = Map.empty }

    /// One object in two calls, the second while the first may be released.
    let private twice =
        { First =
            [ call 1L main "keep" [ stub 1L ]
              call 2L main "keep" [ stub 1L ]
              await 1L
              await 2L ]
          After = Map.empty }

    /// A promise of the caller among the arguments.
    let private promised =
        let promise: Held = Value.Reference(Reference.Awaited(Hook.Outcome 5L))

        { First =
            [ UserCommand.Promise 5L
              call 1L main "note" [ promise ]
              await 1L
              UserCommand.Settle(5L, Ok(number 1.0)) ]
          After = Map.empty }

    let private abandoned =
        { First =
            [ call 1L main "slow" []
              await 1L
              call 2L main "give" []
              drop 2L
              call 3L main "slow" []
              drop 3L ]
          After = Map.empty }

    /// The worlds to check, smallest first.
    let setups =
        [ setup "calls" "a peer calls another twice" (notes 2) nothing
          setup "pipelined" "a peer uses a result before it has come" pipelined nothing
          setup "callback" "a peer gives a callback, which is kept and called later" callback nothing
          setup "promised" "a peer gives a promise as an argument and resolves it later" promised nothing
          setup "abandoned" "a peer gives up calls before they are answered" abandoned nothing
          setup "hand-back" "a peer gets its own object back and calls it by the promise it was given" handBack nothing
          setup "twice" "a peer gives one object in two calls, the second while the first is released" twice nothing
          setup "both" "two peers call each other and give each other callbacks" callback callback
          { setup "three" "two peers call a third" (notes 1) nothing with
              Callers = 2 } ]

    let private script first = { First = first; After = Map.empty }

    let private read outcome path =
        UserCommand.Call(outcome, main, List.map PathStep.Name path, ValueNone)

    let private awaited outcome : Held =
        Value.Reference(Reference.Awaited(Hook.Outcome outcome))

    let private numbers values : Held =
        Value.Items(List.map Value.Number values)

    /// Properties, deep paths, refused names and functions.
    let private reads =
        script
            [ read 1L [ "size" ]
              await 1L
              UserCommand.Call(2L, main, [ PathStep.Name "a"; PathStep.Name "b" ], ValueSome [])
              await 2L
              call 3L main "__proto__" []
              await 3L
              read 4L [ "__proto__" ]
              await 4L
              read 7L [ "__proto__"; "b" ]
              await 7L
              UserCommand.Call(5L, main, [ PathStep.Index 0.0 ], ValueNone)
              await 5L
              UserCommand.Call(6L, main, [], ValueSome [])
              await 6L ]

    /// A part of a result is an argument before the result has come.
    let private parts =
        script
            [ call 1L main "back" [ Value.Object [ "n", Value.Number 3.0 ] ]
              UserCommand.Retain(Hook.Outcome 1L)
              call 2L main "note" [ Value.Reference(Reference.Part(Hook.Outcome 1L, [ PathStep.Name "n" ])) ]
              await 2L
              drop 1L ]

    /// An error, and a call on it.
    let private errors =
        script [ call 1L main "nothing" []; note 2L (Hook.Outcome 1L) 1.0; await 2L; await 1L ]

    /// In a program -1 is the first object that is captured, and 0 the item.
    let private noting: Expression list =
        let place id path arguments =
            Value.Reference(
                WireReference.Pipeline
                    { Id = id
                      Path = path
                      Arguments = arguments }
            )

        [ place -1L [ PathStep.Name "note" ] (ValueSome [ place 0L [] ValueNone ]) ]

    let private map outcome source =
        [ UserCommand.Retain main
          UserCommand.Map(
              outcome,
              source,
              [],
              { Captures = [ main; Hook.Target outcome ]
                Program = noting }
          )
          await outcome ]

    /// A mapping at the partner, and one of what has come; each captures an object of either end.
    let private mapped =
        { First = call 1L main "back" [ numbers [ 1.0; 2.0 ] ] :: map 2L (Hook.Outcome 1L) @ [ drop 1L ]
          After =
            Map.ofList
                [ 2L, [ call 4L main "back" [ numbers [ 3.0; 4.0 ] ]; await 4L ]
                  4L, map 3L (Hook.Outcome 4L) ] }

    let private piped =
        script [ call 1L main "read" [ Value.Reference(Reference.Readable 7L) ]; await 1L ]

    /// An outcome of the partner's, one with an object in it, and one of the peer's own.
    let private forgotten =
        let forget outcome =
            [ await outcome; UserCommand.Forget(Hook.Outcome outcome); drop outcome ]

        script
            [ call 1L main "slow" []
              yield! forget 1L
              call 3L main "back" [ stub 1L ]
              yield! forget 3L
              UserCommand.Promise 5L
              yield! forget 5L
              note 2L main 2.0
              await 2L ]

    /// Promises that fail, that lead to others, and that would lead to themselves.
    let private promises =
        script
            [ UserCommand.Promise 5L
              UserCommand.Promise 6L
              UserCommand.Promise 7L
              call 1L main "back" [ Value.Items [ awaited 5L; awaited 6L ] ]
              await 1L
              call 2L main "note" [ awaited 7L ]
              await 2L
              UserCommand.Settle(5L, Ok(number 1.0))
              UserCommand.Settle(6L, Ok(number 2.0))
              UserCommand.Settle(7L, Error(Held.error "no"))
              UserCommand.Promise 8L
              UserCommand.Retain(Hook.Outcome 8L)
              UserCommand.Settle(8L, Ok(awaited 8L))
              UserCommand.Await(Hook.Outcome 8L) ]

    let private ending last =
        script [ call 1L main "slow" []; await 1L; note 2L main 1.0; await 2L; last ]

    let private shut =
        { First = [ note 1L main 1.0; await 1L ]
          After = Map.ofList [ 1L, [ UserCommand.Drop main ] ] }

    let private slowly =
        script [ call 1L main "slow" []; await 1L; call 2L main "slow" []; await 2L ]

    let private waiting =
        script
            [ UserCommand.Promise 5L
              UserCommand.Promise 6L
              call 1L main "note" [ awaited 5L ]
              await 1L
              call 2L main "note" [ awaited 6L ]
              await 2L
              UserCommand.Settle(5L, Ok(number 1.0))
              UserCommand.Settle(6L, Ok(number 2.0)) ]

    /// Each promise stands in the value of the one before.
    let private nested =
        script
            [ for outcome in 1L .. 18L do
                  UserCommand.Promise outcome
              await 1L
              for outcome in 1L .. 17L do
                  UserCommand.Settle(outcome, Ok(Value.Items [ awaited (outcome + 1L) ]))
              UserCommand.Settle(18L, Ok(number 1.0)) ]

    /// A promise that resolves takes the called peer one step, and one that fails takes it two.
    let private resolving =
        script
            [ UserCommand.Promise 5L
              UserCommand.Promise 6L
              call 1L main "note" [ awaited 5L ]
              await 1L
              call 2L main "note" [ awaited 6L ]
              await 2L
              UserCommand.Settle(5L, Ok(number 1.0))
              UserCommand.Settle(6L, Error(Held.error "no")) ]

    let private given =
        script [ for outcome in 1L .. 3L -> call outcome main "give" [] ]

    let private long =
        script [ call 1L main "back" [ Value.Text(String('x', 200)) ]; await 1L ]

    let private deep =
        script
            [ call 1L main "back" [ Value.Items [ numbers [ 1.0 ] ] ]
              await 1L
              call 3L main "back" [ Value.Object [ "a", Value.Object [ "b", number 1.0 ] ] ]
              await 3L
              note 2L main 1.0
              await 2L ]

    let private limited name about caller change =
        { setup name about caller nothing with
            Change = change
            Ends = true }

    /// Worlds of what calls can be, of ends, and of small limits.
    let others =
        [ setup "reads" "a peer reads properties, takes deep paths and calls functions" reads nothing
          setup "parts" "a peer uses a part of a result that has not come" parts nothing
          setup "errors" "a peer calls what does not exist, and its error" errors nothing
          setup "mapped" "a peer maps a result there, and the outcome here" mapped nothing
          setup "piped" "a peer gives a stream to read" piped nothing
          setup "forgotten" "a peer does not want an outcome any more" forgotten nothing
          setup "promises" "a peer's promises resolve, fail, and lead to themselves" promises nothing
          setup "nested" "a peer's promises are nested deeper than its session follows them" nested nothing
          limited "failed" "a peer ends the session with an error" (ending (UserCommand.Fail(Held.error "enough"))) id
          limited "lost" "a peer's transport is lost" (ending (UserCommand.Lose(Held.error "gone"))) id
          limited "shut" "a peer gives up the main object" shut id
          limited "few-calls" "a second call is more than the peers take" slowly (fun settings ->
              { settings with MaxCalls = 1 })
          limited "few-promises" "a second call with a promise is more than the peers take" waiting (fun settings ->
              { settings with MaxCalls = 1 })
          limited "few-entries" "a third object is more than the peers hold" given (fun settings ->
              { settings with MaxEntries = 2 })
          limited "few-bytes" "a text is longer than the peers hold" long (fun settings ->
              { settings with MaxHeld = 300L })
          limited "little-work" "a mapping takes more steps than the peers allow" mapped (fun settings ->
              { settings with MaxWork = 2 })
          { limited "much-work" "a message takes more steps than the peers allow" resolving (fun settings ->
                { settings with MaxWork = 0 }) with
              EndsWith = ValueSome "The message causes too much work." }
          limited "shallow" "a value is deeper than the peers send" deep (fun settings ->
              { settings with MaxDepth = 1 })
          limited "silent" "a peer is silent for longer than its partner waits" (notes 1) (fun settings ->
              { settings with
                  Idle = TimeSpan.FromSeconds 1.0 }) ]

    /// A setup by its name: one of `setups`, or a name made by `crowd`.
    let named (name: string) =
        let number (text: string) least most =
            match Int32.TryParse text with
            | true, number when number >= least && number <= most -> Some number
            | _ -> None

        match setups @ others |> List.tryFind (fun setup -> setup.Name = name), name.Split '-' with
        | Some setup, _ -> Some setup
        | None, [| "crowd"; peers; calls |] -> Option.map2 crowd (number peers 2 MaxPeers) (number calls 1 MaxCalls)
        | None, _ -> None

    let private names = [| "bob"; "cara"; "dave"; "erin"; "finn"; "gina"; "hugo" |]

    /// Alice is the first of a world's peers.
    let alice = 0

    let peers setup =
        "alice"
        :: List.init setup.Callers (fun index ->
            match index / names.Length with
            | 0 -> names[index]
            | round -> $"{names[index % names.Length]}{round + 1}")

    [<Literal>]
    let private Port = 8_080

    /// Where a peer listens.
    let endpoint name = Endpoint.create name Port

    let world setup : RpcWorld =
        let names = peers setup

        let actor peer =
            let settings = setup.Change SessionSettings.standard

            if peer = alice then
                RpcPeer.create settings setup.Called
            else
                let settings =
                    { settings with
                        Partner = ValueSome(endpoint "alice") }

                RpcPeer.create settings setup.Caller

        { World.create names id Port (CapnWebWires.create WireLimits.standard) actor RpcPeer.step with
            NoticeWords = Notice.line
            MessageWords = Words.message
            SaysDeed = fun _ -> true
            TimerWords = RpcWords.timer
            StateWords = RpcWords.actor }
        |> Guard.world
