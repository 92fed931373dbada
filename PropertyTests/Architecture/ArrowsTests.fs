namespace PeerFunctional.Tests.Architecture

open System.Reflection
open Xunit
open PeerFunctional.Tests

module ArrowsTests =

    [<Fact>]
    let ``Each assembly refers only to those below it and to packages of its own`` () : unit =
        for name in Assemblies.names do
            let references = References.ofAssembly (Assemblies.path name)
            Expecto.Expect.sequenceEqual (Arrows.offences name references.Assemblies) [] name

    [<Fact>]
    let ``Each project refers only to projects below it, so that touching a system builds no other`` () : unit =
        for name in Assemblies.names do
            Expecto.Expect.sequenceEqual (Arrows.offences name (Assemblies.projectReferences name)) [] name

    [<Fact>]
    let ``Every arrow in a wrong direction is found`` () : unit =
        for name, reference in
            [ "PeerFunctional.Kernel", "PeerFunctional.Capture"
              "PeerFunctional.Capture", "PeerFunctional.Verification"
              "PeerFunctional.Verification", "PeerFunctional.Tracker"
              "PeerFunctional.Tracker", "PeerFunctional.SneakerNet"
              "PeerFunctional.SneakerNet", "PeerFunctional.CommandLine"
              "PeerFunctional.SneakerNet", "PeerFunctional.Runtime"
              "PeerFunctional.Runtime", "PeerFunctional.CommandLine"
              "PeerFunctional.CommandLine", "PeerFunctional.Runtime"
              "PeerFunctional.Runtime", "peer"
              "PeerFunctional.Verification", "Argu"
              "PeerFunctional.Runtime", "Argu"
              "PeerFunctional.Kernel", "NSec.Cryptography" ] do
            Arrows.offences name [ "System.Runtime"; reference; "FSharp.Core" ] |> Expect.equal [ reference ]

    [<Fact>]
    let ``The tests' own assembly, which refers to all of them, would not pass as the kernel`` () : unit =
        let references = References.ofAssembly (Assembly.GetExecutingAssembly().Location)
        let offences = Arrows.offences "PeerFunctional.Kernel" references.Assemblies

        for name in Assemblies.names do
            offences |> Expect.contains name
