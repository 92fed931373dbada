namespace PeerFunctional.Tests.Verification

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
