namespace PeerFunctional.Tests.Verification

open System.IO
open Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet

/// What the runs of worlds do: an account says how often each peer sends, tells and wakes, by kind.
[<Collection "alone">]
module AccountTests =

    let private ofCounts counts =
        counts
        |> List.map (fun run -> Map [ for kind, count in run -> struct ("Alice sends", kind), count ])
        |> Account.ofRuns

    [<Fact>]
    let ``An account has the fewest, the most and the average of its runs, and is read as it is written`` () : unit =
        let account =
            ofCounts [ [ "Have", 1L; "Bye", 1L ]; [ "Have", 2L; "Bye", 1L ]; [ "Bye", 1L ] ]

        Account.lines account |> Expect.equal [ "Alice sends Bye 1; Have 0-2 ~1" ]

        Account.ofText (String.concat "\n" ("# relay recovering,published: one lost" :: Account.lines account))
        |> Expect.equal
            [ { World = "relay"
                Policies =
                  { First = Recovering
                    Others = AsPublished }
                Under = "one lost"
                Account = account } ]

    [<Fact>]
    let ``A difference says who does what how often, and what is stated`` () : unit =
        (ofCounts [ [ "Have", 1L ] ], ofCounts [ [ "Have", 2L ]; [ "Have", 3L; "Bye", 1L ] ])
        ||> Account.differences
        |> Expect.equal [ "Alice sends Have 2-3 ~2.5, not 1"; "Alice sends Bye 0-1 ~0.5, not 0" ]

    /// The accounts of the systems' worlds, by the system.
    let private stated =
        Map
            [ for name, folder in
                  [ "sneakernet", "SneakerNet"
                    "tracker", "Tracker"
                    "link", "Link"
                    "rpc", "CapnWeb"
                    "libp2p", "Libp2p" ] do
                  name,
                  Path.Combine(Repository.root, "Protocol.FSharp", folder, "Model", "accounts.txt")
                  |> File.ReadAllText
                  |> Account.ofText ]

    /// The other accounts are held by `peer check --cost`.
    let private isSmall (account: WorldAccount) =
        account.Policies = PeerPolicies.recovering && account.Under = "without a fault"

    [<Fact>]
    let ``Without a fault the peers of every world do what its account says`` () : unit =
        for system in Systems.all do
            for account in stated[system.Name] |> List.filter isSmall do
                let found =
                    FoundRuns.scenario system.Name account.Policies account.World
                    |> AccountRuns.count system.FaultPhase account.Under

                Expecto.Expect.sequenceEqual
                    (Account.differences account.Account found)
                    []
                    $"{system.Name}, {account.World}"

    [<Fact>]
    let ``A replica that repeats its HAVE breaks its account, although every property holds`` () : unit =
        let setup = Scenarios.named "one-event" |> Option.get
        let scenario = SneakerNet.ScenarioList.scenario PeerPolicies.recovering setup

        let twice output =
            match output with
            | Send(_, Command(Have _)) -> [ output; output ]
            | _ -> [ output ]

        let repeating =
            { scenario.World with
                Step =
                    fun now state input ->
                        let struct (state, outputs) = scenario.World.Step now state input
                        struct (state, List.collect twice outputs) }

        let stated =
            stated["sneakernet"] |> List.find (fun account -> account.World = setup.Name && isSmall account)

        Scenario.hide { scenario with World = repeating }
        |> AccountRuns.count SneakerNet.ScenarioList.system.FaultPhase stated.Under
        |> Account.differences stated.Account
        |> Expect.contains "Alice sends Command.Have 2, not 1"
