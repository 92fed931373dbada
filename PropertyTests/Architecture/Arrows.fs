namespace PeerFunctional.Tests.Architecture

open System

/// Which assembly may refer to which: peer -> Runtime, CommandLine -> systems -> Verification -> Capture -> Kernel.
module Arrows =

    /// An assembly refers only to assemblies of lower floors; none for an assembly that is not ours.
    let private floor name =
        match name with
        | "PeerFunctional.Kernel" -> ValueSome 0
        | "PeerFunctional.Capture" -> ValueSome 1
        | "PeerFunctional.Verification" -> ValueSome 2
        | "PeerFunctional.CommandLine"
        | "PeerFunctional.Runtime" -> ValueSome 4
        | "peer" -> ValueSome 5
        | system when system.StartsWith("PeerFunctional.", StringComparison.Ordinal) -> ValueSome 3
        | _ -> ValueNone

    let private isFramework (name: string) =
        name = "FSharp.Core"
        || name = "netstandard"
        || name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal)

    /// The packages that an assembly may refer to.
    let private packages name =
        match name with
        | "PeerFunctional.CommandLine" -> [ "Argu" ]
        | "PeerFunctional.Runtime" -> [ "NSec.Cryptography" ]
        | "peer" -> [ "Spectre.Console" ]
        | _ -> []

    /// Those of the references that the assembly may not have.
    let offences name references =
        let isAllowed reference =
            match floor name, floor reference with
            | ValueSome floor, ValueSome below -> below < floor
            | ValueNone, ValueSome _ -> false
            | _, ValueNone -> isFramework reference || List.contains reference (packages name)

        references |> List.filter (isAllowed >> not)
