namespace PeerFunctional.Tests.Campaigns

open Expecto
open PeerFunctional.Tests.SneakerNet
open PeerFunctional.Tests.Storage

/// Real inputs, damaged at random: the properties of the tests, checked for longer.
module Fuzzing =

    let all extent =
        testList
            "fuzzing"
            [ FuzzTests.damagedDatagram |> Extent.check extent "a damaged datagram"
              FuzzTests.damagedLog |> Extent.check extent "a damaged log"
              DamageTests.goesOn |> Extent.check extent "a damaged log goes on"
              FuzzTests.damagedCapture |> Extent.check extent "a damaged capture" ]
