namespace PeerFunctional.Tests.Campaigns

open System
open Expecto
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests.Tracker
open PeerFunctional.Tests.Verification
open PeerFunctional.Tests.Verification.Oracles
open PeerFunctional.Verification

/// State spaces too large for the tests. One after another, for each search takes all cores.
module Searches =

    let private twoPhaseCommit () =
        let started = TimeProvider.System.GetTimestamp()
        let report = StateSearch.Run(TwoPhase.model 9, SearchOptions(Workers = 2))
        let seconds = (TimeProvider.System.GetElapsedTime started).TotalSeconds
        let counts = report.Counts
        let bytes = float counts.Bytes / float counts.Unique

        printfn
            $"{seconds:F1} s, {float counts.Unique / seconds:N0} states/s, {float counts.Generated / seconds:N0} steps/s, {bytes:F0} bytes a state"

        Expect.equal (counts.Generated, counts.Unique) (123558402L, 10340352L) "TLC's steps and states"
        Expect.isTrue (CheckReport.passed report) "the properties hold"
        Expect.isLessThan seconds 30.0 "seconds"
        Expect.isLessThan bytes 100.0 "bytes a state"

    let private ring () =
        let noFault = RingCheckedTests.noFault
        RingCheckedTests.holds { noFault with Crashes = 1 } "three"
        RingCheckedTests.holds { noFault with DiskLosses = 1 } "three"
        RingCheckedTests.holds { noFault with Drops = 1; Crashes = 1 } "two"

    /// The most states of a world.
    [<Literal>]
    let private MostStates = 300_000L

    let private certificates () =
        let options = SearchOptions(Workers = 2, MaxStates = MostStates)

        for budget in [ FaultBudget.none; { FaultBudget.none with Drops = 1 } ] do
            for assumptions in
                [ Assumptions.ordered Network.Ordered budget
                  { Assumptions.ordered Network.Unordered budget with
                      Time = TimeModel.Any } ] do
                Expect.isEmpty (Certificates.refusedOfWorlds assumptions options) "certificates that are refused"

    let private collapsed () =
        Expect.isEmpty (CollapseTests.differentOfAll ()) "what differs"

    let all =
        testList
            "searches"
            [ testCase
                  "Two-phase commit with nine managers: TLC's counts within 30 seconds and 100 bytes a state"
                  twoPhaseCommit
              testCase "The verdicts on every world of up to 300,000 states are verified again" certificates
              testCase "Every world has the same states under each assumption as with whole states" collapsed
              testCase "A recovering ring gets by where the state spaces are large" ring ]
        |> testSequenced
