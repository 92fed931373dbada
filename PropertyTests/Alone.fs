namespace PeerFunctional.Tests

open Xunit

/// The collection of the tests that take every core, or measure or limit the whole process: one after another, with none
/// beside them. Other modules are collections of their own, four at a time, by the algorithm that leaves a waiting test's
/// threads to what it waits for (xunit.runner.json).
[<CollectionDefinition("alone", DisableParallelization = true)>]
type Alone() = class end
