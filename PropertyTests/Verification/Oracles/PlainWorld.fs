namespace PeerFunctional.Tests.Verification.Oracles

open PeerFunctional.Verification

/// A world as a model without a table: every state whole, every step taken anew.
module PlainWorld =

    let model world assumptions (properties: Properties<_>) =
        let world = World.timeless world

        let onState (property: Invariant<_>) (checkedState: CheckedState<_, _, _, _, _>) =
            property.Holds checkedState.WorldState

        { Model.create
              [ PlainSteps.initial world assumptions ]
              (fun checkedState ->
                  PlainSteps.actions assumptions.Time checkedState
                  |> List.map (fun action -> struct (action, PlainSteps.after world assumptions action checkedState)))
              PlainSteps.fingerprint
              PlainSteps.key
              [ yield! properties.Invariants |> List.map (fun property -> Always(property.Sentence, onState property))
                yield! properties.Reachable |> List.map (fun property -> Sometimes(property.Sentence, onState property))
                Progress(properties.Liveness.Sentence, onState properties.Liveness) ] with
            IsFault = _.IsFault }
