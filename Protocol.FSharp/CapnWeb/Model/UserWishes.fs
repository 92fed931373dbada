namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the users of a world's peers may want. The machine gives a command to the session that it speaks of: a peer's first one that is open.
module UserWishes =

    let private main = Hook.Import 0L

    /// A call of the partner's main object. Its number is one that the script does not have, and what it notes grows.
    let private call (actor: RpcActor) =
        let outcome = actor.Calls + 1L
        let value: Held = Value.Number(float outcome)

        { actor with Calls = outcome },
        [ UserCommand.Call(outcome, main, [ PathStep.Name "note" ], ValueSome [ value ])
          UserCommand.Await(Hook.Outcome outcome) ]

    let private endSession (actor: RpcActor) = actor, [ UserCommand.Drop main ]

    let private ofSession wish _ (guarded: Guarded<RpcPeer>) =
        match RpcPeer.tryOpen guarded.Inner with
        | ValueSome struct (address, actor) ->
            let actor, commands = wish actor

            ValueSome
                struct ({ guarded with
                            Inner = RpcPeer.withEnd address actor guarded.Inner },
                        commands)
        | ValueNone -> ValueNone

    let all: UserWish<Guarded<RpcPeer>, UserCommand, unit> list =
        [ UserWish.telling "calls note() on the main object" (ofSession call)
          UserWish.telling "ends the session" (ofSession endSession) ]
