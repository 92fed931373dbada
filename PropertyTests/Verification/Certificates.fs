namespace PeerFunctional.Tests.Verification

open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

/// Certificates of what a search finds, in memory.
module Certificates =

    let scenario name world properties =
        { System = "test"
          Name = name
          About = name
          Policy = ValueNone
          World = world
          Properties = properties
          Missing = fun _ -> ValueNone
          Source =
            { Opens = []
              World = ""
              Properties = "" } }

    let private header (subject: Scenario<_, _, _, _, _, _, _, _>) assumptions claim states =
        { System = subject.System
          World = subject.Name
          Policy = subject.Policy
          Machine = "test"
          Assumptions = assumptions
          Claim = claim
          States = states }

    /// Of all states, where the search saw them all, and of each counterexample.
    let ofSearch (subject: Scenario<_, _, _, _, _, _, _, _>) assumptions (options: SearchOptions) =
        let model = WorldModel.create subject.World assumptions subject.Properties
        use finished = StateSearch.Search(model, options)
        let report = finished.Report

        [ if report.Extent = Exhaustive then
              let entries =
                  CertificateWriter.entries subject.World assumptions (finished.States()) |> List.ofSeq

              header subject assumptions (Claim.ofReport report) entries.Length, entries
          for struct (property, verdict) in report.Verdicts do
              match verdict with
              | Violated path ->
                  let entries = CertificateWriter.ofPath subject.World assumptions path |> List.ofSeq

                  header subject assumptions (Violation(Property.sentence property, path.Loop)) entries.Length, entries
              | Holds
              | Witnessed _
              | NeverWitnessed
              | Unknown -> () ]

    /// Those that are refused, with the reason.
    let refused (subject: Scenario<_, _, _, _, _, _, _, _>) assumptions options =
        [ for header, entries in ofSearch subject assumptions options do
              match Validator.check subject header entries with
              | Ok _ -> ()
              | Error problem -> $"{subject.System}, {subject.Name}, {subject.Policy}: {header.Claim}: {problem}" ]

    /// Those that are refused of every world of every system, under each policy.
    let refusedOfWorlds assumptions options =
        let verified =
            { new IScenarioVisitor<string list> with
                member _.Visit subject = refused subject assumptions options }

        [ for system in Systems.all do
              let policies =
                  if ProtocolSystem.hasOneMachine system then
                      [ PeerPolicies.recovering ]
                  else
                      [ PeerPolicies.published; PeerPolicies.recovering ]

              for world, _ in system.Worlds do
                  for policies in policies do
                      match system.Scenario policies world with
                      | ValueSome scenario -> yield! scenario.Accept verified
                      | ValueNone -> failwith $"{system.Name} has no world {world}" ]
