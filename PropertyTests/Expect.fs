namespace PeerFunctional.Tests

open NUnit.Framework

module Expect =

    /// Equality as F# has it, and both values in full when they differ.
    let equal (expected: 'value) (actual: 'value) =
        if actual <> expected then
            Assert.Fail $"expected\n%A{expected}\nbut was\n%A{actual}"
