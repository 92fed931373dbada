namespace PeerFunctional.Verification

/// Makes a failing schedule as small as it goes.
module Shrinker =

    /// The items that are needed for `fails`: without any one of them it does not hold (delta debugging). `fails` must hold
    /// for all of them.
    val minimal: fails: ('item list -> bool) -> items: 'item list -> 'item list

    /// Shrinks a failing run; a run that passes stays as it is.
    val shrink:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        properties: Properties<WorldState<'a, 'b, 'f, 'h>> ->
        options: FaultOptions ->
        outcome: Outcome ->
            Outcome
            when 'b: comparison
