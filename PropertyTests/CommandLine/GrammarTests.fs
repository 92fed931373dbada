namespace PeerFunctional.Tests.CommandLine

open System.Reflection
open Xunit
open PeerFunctional
open PeerFunctional.Tests

module GrammarTests =

    let private check (grammar: System.Type) =
        Assembly
            .Load("Argu")
            .GetType("Argu.ArgumentParser`1")
            .MakeGenericType(grammar)
            .GetMethod("CheckStructure")
            .Invoke(null, [||])
        |> ignore

    let private isNamed name (sort: System.Type | null) =
        match sort with
        | null -> false
        | sort -> sort.Name = name

    [<Fact>]
    let ``The structure of the grammar is sound, which the program takes for granted as it starts`` () : unit =
        typeof<Command>.Assembly.GetTypes()
        |> Array.filter (fun sort -> sort.Name = "Peer" && sort.DeclaringType |> isNamed "Grammar")
        |> Array.exactlyOne
        |> check

    [<Fact>]
    let ``A type that is no grammar is found`` () : unit =
        Assert.ThrowsAny<exn>(fun () -> check typeof<Command>) |> ignore
