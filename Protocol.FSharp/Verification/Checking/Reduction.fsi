namespace PeerFunctional.Verification

/// What a search leaves out because other states answer for it.
[<RequireQualifiedAccess>]
type Reduction =

    /// States that differ in the names of alike peers only.
    | Symmetry

    /// States between steps that commute.
    | Order

module Reduction =

    val all: Reduction list

    /// Its word on the command line and in JSON.
    val name: reduction: Reduction -> string

    /// What a verdict under it takes for granted.
    val assumption: reduction: Reduction -> string
