namespace PeerFunctional.Verification

/// Where a state of a model stands towards a goal. Steps count the shortest way, faults the fewest.
[<RequireQualifiedAccess>]
type Fate =

    /// The goal holds in the state.
    | Reached

    /// So many steps without a fault reach the goal, and every way on, faults and all, keeps it reachable until it holds.
    | Sure of steps: int

    /// So many steps without a fault reach the goal, but so many further faults can lose it for ever; after 0 faults the order of the
    /// steps is enough.
    | AtRisk of steps: int * faults: int

    /// A way to the goal has a further fault in it, and so many steps at least.
    | OnlyByFault of steps: int

    /// No way on reaches the goal.
    | Lost

    /// The search was cut before it could tell.
    | Unknown of reason: string

/// How near a state of a model is to one that violates an invariant.
[<RequireQualifiedAccess>]
type Danger =

    /// The state violates it.
    | Violated

    /// So many steps lead to a violation, faults among them.
    | Near of steps: int

    /// No way on violates it.
    | Never

    /// The search was cut before it could tell.
    | Unknown of reason: string

/// The fates of the states of a model that can follow some of them. All members may be asked at once by several threads.
[<Sealed>]
type Fates<'state> =

    /// States that were seen, and whether the search took the steps of all of them.
    member Seen: int

    member IsWhole: bool

    /// The fate of a state for a property that asks for something to come about, by the property's place in the model.
    member Of: property: int * state: 'state -> Fate

    /// How near a state is to a violation of a property that asks for something to hold always, by the property's place in the model.
    member DangerOf: property: int * state: 'state -> Danger

module Fates =

    /// Sees the states that can follow `roots` in the model, those after the last root first, and the steps of so many at most. A state's
    /// fate is exact, or unknown where the search did not take all steps that can follow it.
    val search: model: Model<'state, 'action> -> most: int -> roots: 'state list -> Fates<'state>

    /// The same, for as long as `goesOn` says so of the number of states whose steps were taken.
    val searchWhile: goesOn: (int -> bool) -> model: Model<'state, 'action> -> roots: 'state list -> Fates<'state>

module Fate =

    /// 'can be reached in 4 steps; 1 further fault can lose it for ever': goes on from the goal's name.
    val words: fate: Fate -> string

    /// The place of the first fate that is `Lost`, and whether it is known that none before it is. Nothing after it can be anything else.
    val noReturn: fates: Fate list -> struct (int * bool) voption

module Danger =

    /// 'can be violated after 3 steps': goes on from the invariant's name.
    val words: danger: Danger -> string
