namespace PeerFunctional.Tests.Architecture

open System
open System.IO
open System.Reflection
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.Tests

module SecurityTests =

    /// The parts of SECURITY.md that name tests, each from `*Test` to the next `*`.
    let private namings =
        let text =
            Regex.Replace(File.ReadAllText(Path.Combine(Repository.root, "SECURITY.md")), @"\s+", " ")

        Regex.Matches(text, @"\*Tests?: (.*?)\*") |> Seq.map _.Groups[1].Value |> List.ofSeq

    /// A name that ends with an ellipsis stands for every test whose name begins so.
    let private isThere (names: Set<string>) (named: string) =
        if named.EndsWith('…') then
            let beginning = named.TrimEnd('…', ' ')
            names |> Set.exists _.StartsWith(beginning, StringComparison.Ordinal)
        else
            names.Contains named

    [<Fact>]
    let ``Every test that SECURITY.md names exists`` () : unit =
        let modules = Assembly.GetExecutingAssembly().GetTypes()

        let names =
            modules
            |> Seq.collect (fun owner -> Seq.append [ owner.Name ] (owner.GetMethods() |> Seq.map _.Name))
            |> Set.ofSeq

        let named =
            namings
            |> List.collect (fun naming ->
                Regex.Matches(naming, "`([^`]*)`") |> Seq.map _.Groups[1].Value |> List.ofSeq)
            |> List.filter (fun named -> not (named.EndsWith ".fs"))

        named |> Expect.isNonEmpty
        named |> List.filter (isThere names >> not) |> Expect.isEmpty
