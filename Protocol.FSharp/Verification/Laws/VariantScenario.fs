namespace PeerFunctional.Verification.Laws

open PeerFunctional.Kernel
open PeerFunctional.Verification

module VariantScenario =

    let create (name: string) (source: string) (about: string) world (subject: Scenario<_, _, _, _, _, _, _, _>) =
        let found = $"({source} \"{name}\" |> Option.get)"

        { subject with
            Name = name
            About = $"{subject.About}; {about}"
            World = world
            Source =
                { subject.Source with
                    World = found + ".World"
                    Properties = found + ".Properties" } }

    let named variants setup plain varied name =
        match MachineVariant.split variants name with
        | ValueSome(world, ValueSome variant) -> setup world |> Option.map (fun setup -> varied name setup variant)
        | ValueSome(world, ValueNone) -> setup world |> Option.map plain
        | ValueNone -> None

    let underLaw named setup meanings law name =
        match named name, setup (MachineVariant.world name) with
        | Some(subject: Scenario<_, _, _, _, _, _, _, _>), Some setup ->
            ValueSome(
                Scenario.hide
                    { subject with
                        Properties = Law.properties (meanings setup) law }
            )
        | _ -> ValueNone
