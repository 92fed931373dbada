namespace PeerFunctional.Tests.CommandLine

open Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Worlds by their names in files and links, which come from others.
module NamedWorldTests =

    let private problem system world =
        match Systems.find system (ValueSome PeerPolicies.recovering) world with
        | Ok _ -> "found"
        | Error problem -> problem.Problem

    [<Fact>]
    let ``A world that a file or a link names is of a bounded size, in every system`` () : unit =
        for system in Systems.all do
            for world, _ in system.Worlds do
                problem system.Name world |> Expect.equal "found"

            problem system.Name (system.Crowd 10 system.LeastThings) |> Expect.equal "found"

            problem system.Name (system.Crowd system.MostPeers system.MostThings)
            |> Expect.equal "oversize-world"

        problem "tracker" "crowd-1000000000-1000000000" |> Expect.equal "oversize-world"
