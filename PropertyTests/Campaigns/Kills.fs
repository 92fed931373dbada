namespace PeerFunctional.Tests.Campaigns

open Expecto
open PeerFunctional.Tests.Replication

/// Peers that are killed again and again, and sessions over bad networks.
module Kills =

    let all =
        testList
            "kills"
            [ testCase
                  "A peer that is killed two hundred times amid an ingest has lost nothing it acknowledged"
                  (fun () -> KillTests.survives 200)
              testTask
                  "Five hundred sessions that lose 30 % of the datagrams, double 20 % and reorder them all end complete" {
                  do! LossTests.complete 500
              } ]
