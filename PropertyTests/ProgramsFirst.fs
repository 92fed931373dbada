namespace PeerFunctional.Tests

open Xunit
open Xunit.Abstractions

/// Starts with the modules that run programs, because they take longest: so none of them runs at the end with an idle core beside it.
type ProgramsFirst() =
    let runsPrograms (collection: ITestCollection) =
        [ ".Cli."; ".Replication."; ".TwoHosts."; ".Library."; "ProgramTests" ]
        |> List.exists collection.DisplayName.Contains

    interface ITestCollectionOrderer with
        member _.OrderTestCollections collections =
            collections |> Seq.sortBy (fun collection -> not (runsPrograms collection))

[<assembly: TestCollectionOrderer("PeerFunctional.Tests.ProgramsFirst", "PropertyTests")>]
do ()
