namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Verification

[<RequireQualifiedAccess>]
type PropertyKind =
    | Always
    | Reachable
    | Goal

[<RequireQualifiedAccess>]
type PropertyStatus =
    | Holds

    /// Of an invariant that it did not hold once on the way here; of a goal that it can not be reached without another fault.
    | Violated
    | Pending
    | Reached

/// How a property stands at a position.
type ExploredProperty =
    {
        Kind: PropertyKind
        Sentence: string
        Status: PropertyStatus

        /// The depth from which it stands so.
        Since: int
    }

/// What can still become of a property.
[<RequireQualifiedAccess>]
type ExploredFate =

    /// Of a goal, and of what must be reachable.
    | Towards of Fate

    /// Of an invariant.
    | Breach of Danger

module ExploredFate =

    /// The fate in words that go on from the property's name.
    val words: fate: ExploredFate -> string

    /// Whether the property can never stand well again.
    val isLost: fate: ExploredFate -> bool

    /// Whether the search was cut before it could tell.
    val isUnknown: fate: ExploredFate -> bool

module internal ExploredProperty =

    /// How each property stands in a state at a depth, by how it stood one step before.
    val standing:
        properties: Property<'state> list ->
        depth: int ->
        state: 'state ->
        before: ExploredProperty list ->
            ExploredProperty list

    /// A goal that does not hold where nothing but faults can happen is violated.
    val atEnd: isEnd: bool -> depth: int -> property: ExploredProperty -> ExploredProperty

    /// What can still become of each property.
    val fates: properties: Property<'state> list -> fates: Fates<'state> -> state: 'state -> ExploredFate list
