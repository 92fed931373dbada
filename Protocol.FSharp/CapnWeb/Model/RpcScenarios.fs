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
          Called = called }

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

    /// A setup by its name: one of `setups`, or a name made by `crowd`.
    let named (name: string) =
        let number (text: string) least most =
            match Int32.TryParse text with
            | true, number when number >= least && number <= most -> Some number
            | _ -> None

        match setups |> List.tryFind (fun setup -> setup.Name = name), name.Split '-' with
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
            if peer = alice then
                RpcPeer.create SessionSettings.standard setup.Called
            else
                let settings =
                    { SessionSettings.standard with
                        Partner = ValueSome(endpoint "alice") }

                RpcPeer.create settings setup.Caller

        { World.create names id Port (CapnWebWires.create WireLimits.standard) actor RpcPeer.step with
            NoticeWords = Notice.line
            MessageWords = Words.message
            TimerWords = RpcWords.timer
            StateWords = RpcWords.actor }
        |> Guard.world
