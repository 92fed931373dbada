namespace PeerFunctional.Tests.Architecture

open System.IO
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.Tests

module ExcerptTests =

    let private excerpts =
        let page = File.ReadAllText(Path.Combine(Repository.root, "CONTRIBUTING.md"))

        Regex.Matches(page, "```fsharp\n(.*?)\n```", RegexOptions.Singleline)
        |> Seq.collect (fun excerpt -> Regex.Split(excerpt.Groups[1].Value, "\n\n(?=    let )"))
        |> List.ofSeq

    let private files =
        Directory.GetFiles(Path.Combine(Repository.root, "Protocol.FSharp", "Example"), "*.fs")
        |> Array.map File.ReadAllText

    [<Fact>]
    let ``Every excerpt of the example in CONTRIBUTING.md stands in the example`` () : unit =
        excerpts |> Expect.isNonEmpty

        for excerpt in excerpts do
            Expecto.Expect.exists files _.Contains(excerpt) excerpt

    [<Fact>]
    let ``The example is a system in fewer than 250 lines`` () : unit =
        files |> Seq.sumBy (fun file -> (file.TrimEnd().Split '\n').Length) |> Expect.isLessThan 250
