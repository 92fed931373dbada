namespace PeerFunctional.Tests

open NUnit.Framework

/// Equality of whole lists, for which NUnit's own overloads leave F# a choice.
module Expect =

    let equal (expected: 'value) (actual: 'value) =
        Assert.That(box actual, Is.EqualTo(box expected))
