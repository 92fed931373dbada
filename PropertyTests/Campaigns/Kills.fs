namespace PeerFunctional.Tests.Campaigns

open Expecto
open PeerFunctional.Tests.Replication

/// Peers that are killed again and again.
module Kills =

    let all =
        testList
            "kills"
            [ testCase
                  "A peer that is killed two hundred times amid an ingest has lost nothing it acknowledged"
                  (fun () -> KillTests.survives 200) ]
