namespace PeerFunctional.Tests.Verification

open Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Worlds with relays, shared hosts, damaged and slow disks, and hostile peers.
[<Collection "alone">]
module SurroundedWorldTests =

    let private sneakerNet =
        [ "relay"
          "same-event"
          "two-pushes"
          "one-host"
          "damaged"
          "backup"
          "slow-store"
          "hostile"
          "hostile-answer"
          "forged"
          "forged-answer"
          "full-disk" ]

    let private tracker =
        [ "one-host"; "slow-store"; "hostile"; "hostile-caller"; "full-disk" ]

    let private worlds =
        [ "sneakernet", sneakerNet
          "tracker", tracker
          "link", [ "hostile" ]
          "rpc", [ "hostile" ]
          "libp2p", [ "hostile" ] ]

    let private violated policies budget =
        [ for system, worlds in worlds do
              for world in worlds do
                  for property in
                      FoundRuns.scenario system policies world |> FoundRuns.violated 100_000L (FoundRuns.ordered budget) do
                      system, world, property ]

    let private equalLogs =
        "when faults stop, all logs become equal and all sessions end"

    let private ring =
        "when faults stop, every peer that stays alive completes, and the living peers form one ring"

    let private further = "a peer gets an item besides the one it was dealt"

    [<Fact>]
    let ``Recovering machines pass in every such world, but where a protocol cannot tell a stranger from a partner``
        ()
        : unit =
        violated PeerPolicies.recovering FaultBudget.none
        |> Expect.equal
            [ // An initiator's contact may answer from another address, so a stranger that answers first has the session.
              "sneakernet", "hostile-answer", equalLogs
              // BYE has no proof of who sent it.
              "sneakernet", "forged-answer", equalLogs ]

    [<Fact>]
    let ``What the originals violate in such worlds are the defects that the mends name`` () : unit =
        violated PeerPolicies.published FaultBudget.none
        |> Expect.equal
            [ // It serves one partner and then ends.
              "sneakernet", "relay", equalLogs
              // It verifies nothing that it reads or receives.
              "sneakernet", "damaged", "logs hold only verified events, one after the other, of one history"
              // It believes what anyone tells.
              "sneakernet", "hostile", equalLogs
              "sneakernet", "hostile-answer", "logs hold only verified events, one after the other, of one history"
              "sneakernet", "hostile-answer", equalLogs
              "sneakernet", "forged", equalLogs
              "sneakernet", "forged-answer", "logs hold only verified events, one after the other, of one history"
              // The second item is dealt to no peer.
              "tracker", "slow-store", further
              "tracker", "slow-store", ring
              // One bad message ends it.
              "tracker", "hostile", "the tracker never stops serving"
              "tracker", "hostile", "every living peer answers its callers"
              "tracker", "hostile", further
              "tracker", "hostile", ring
              "tracker", "hostile-caller", "every living peer answers its callers"
              "tracker", "hostile-caller", further
              "tracker", "hostile-caller", ring
              "tracker", "full-disk", further
              "tracker", "full-disk", ring ]

    [<Fact>]
    let ``A peer whose lost disk is replaced by an old backup ends its sessions, and no log shrinks further``
        ()
        : unit =
        FoundRuns.scenario "sneakernet" PeerPolicies.recovering "backup"
        |> FoundRuns.violated
            100_000L
            (FoundRuns.ordered
                { FaultBudget.none with
                    Drops = 1
                    DiskLosses = 1 })
        |> Expect.equal []

    [<Fact>]
    let ``Garbage of a hostile peer changes nothing`` () : unit =
        for system in [ "sneakernet"; "tracker"; "link"; "rpc"; "libp2p" ] do
            FoundRuns.scenario system PeerPolicies.recovering "hostile"
            |> FoundRuns.violated
                200_000L
                (FoundRuns.ordered
                    { FaultBudget.none with
                        Corruptions = 1 })
            |> Expect.equal []

    [<Fact>]
    let ``Two hundred seeds of every world pass, but of those with a stranger in a session`` () : unit =
        let failed =
            [ for system in Systems.all do
                  for world, _ in system.Worlds do
                      let simulation =
                          FoundRuns.scenario system.Name PeerPolicies.recovering world
                          |> ProtocolSystem.simulation system FaultOptions.standard

                      if
                          Array.Parallel.init 200 (fun seed -> (simulation.Run(uint64 seed)).Ending)
                          |> Array.exists (_.IsPassed >> not)
                      then
                          system.Name, world ]

        failed
        |> Expect.equal
            [ "sneakernet", "hostile-answer"
              "sneakernet", "forged"
              "sneakernet", "forged-answer" ]
