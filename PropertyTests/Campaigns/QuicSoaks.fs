namespace PeerFunctional.Tests.Campaigns

open Expecto
open PeerFunctional.Tests.Quic

/// QUIC for a long time.
module QuicSoaks =

    let all =
        testList
            "quic"
            [ testTask "Ten thousand connections, one after another, leave no memory behind" {
                  do! QuicSoakTests.connectionsLeaveNothing 10_000
              }
              testTask "A hundred thousand streams of one connection leave no memory behind" {
                  do! QuicSoakTests.streamsLeaveNothing 100_000
              } ]
