namespace PeerFunctional.Tests

open NUnit.Framework

module Expect =

    /// NUnit's equality by the values' own, without its overloads.
    let equal (expected: 'value) (actual: 'value) =
        Assert.That(box actual, Is.EqualTo(box expected))
