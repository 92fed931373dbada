namespace PeerFunctional.Tests.Verification

open PeerFunctional.Kernel
open PeerFunctional.Verification

module Traces =

    /// Steps that a search of a test's world found.
    let found name steps =
        { System = "test"
          World = name
          Policy = ValueSome PeerPolicies.recovering
          Origin = Searched
          Assumptions = ValueNone
          Ending = Passed
          Steps = steps }
