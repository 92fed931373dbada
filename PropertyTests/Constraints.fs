namespace PeerFunctional.Tests

open NUnit.Framework

[<AutoOpen>]
module Constraints =

    /// `Is.EqualTo` for values of any type; for lists and arrays F# cannot choose between its overloads.
    let equalTo (wanted: 'value) = Is.EqualTo(box wanted)
