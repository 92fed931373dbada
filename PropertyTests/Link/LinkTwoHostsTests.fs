namespace PeerFunctional.Tests.Link

open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests.TwoHosts

/// Links between two machines.
module LinkTwoHostsTests =

    [<TwoHostsFact>]
    let ``A search by broadcast finds a peer of another machine, and values travel there`` () : Task =
        task {
            use hosts = TwoHosts.Join()
            use scratch = new Scratch()

            use bob =
                new RunningPeer(scratch.Path, [ "link"; "listen"; "0.0.0.0" ], hosts.OnBobs)

            let! line = bob.Until _.StartsWith("Listening on ")
            let port = (line.Split ' ')[2] |> fun address -> (address.Split ':')[1]

            for arguments in [ []; [ "--broadcast"; "10.77.0.255" ] ] do
                let search =
                    Peer.runBy hosts.OnAlices scratch.Path ([ "link"; "discover"; "--timeout"; "3s" ] @ arguments)

                search.Output |> Expect.equal $"10.77.0.2:{port}\n"

            File.WriteAllText(Path.Combine(scratch.Path, "lines"), "[1]\n")

            let call =
                Peer.runBy
                    (hosts.OnAlices @ [ "sh"; "-c"; "\"$@\" < lines"; "sh" ])
                    scratch.Path
                    [ "link"; "connect"; $"10.77.0.2:{port}" ]

            call.ExitCode |> Expect.equal 0
            let! item = bob.Until _.StartsWith("{")
            item |> Expect.stringContains "\"value\":[1]"
        }
