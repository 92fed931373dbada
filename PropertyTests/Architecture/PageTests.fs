namespace PeerFunctional.Tests.Architecture

open System.Diagnostics
open System.IO
open System.Text.RegularExpressions
open Xunit
open PeerFunctional
open PeerFunctional.Tests

module PageTests =

    let private files =
        let ran =
            StartedProgram.run (ProcessStartInfo("git", "ls-files", WorkingDirectory = Repository.root))

        ran.Output.Split('\n') |> Set.ofArray |> Set.filter (fun file -> file <> "")

    let private pages =
        files
        |> Set.filter _.EndsWith(".md")
        |> List.ofSeq
        |> List.map (fun path -> Page.create path (File.ReadAllText(Path.Combine(Repository.root, path))))

    let private offences find =
        [ for page in pages do
              for offence in find page do
                  $"{page.Path}: {offence}" ]

    [<Fact>]
    let ``Every relative link of a page leads to a committed file, and to a heading where it names one`` () : unit =
        pages.Length |> Expect.isGreaterThan 10
        offences (Page.brokenLinks pages files) |> Expect.isEmpty

    let private unfinished = [ "missing"; "must be followed"; "name a command" ]

    /// What is wrong with a command line; where a page names a command or an option of it, its arguments may be left out.
    let private misuse isName arguments =
        match CommandLine.parse arguments with
        | Ok _
        | Error(Help _) -> None
        | Error(Misuse line) when isName && unfinished |> List.exists line.Contains -> None
        | Error(Misuse line) -> Some line

    let private misused page =
        [ yield! page.Code |> List.choose (Page.arguments >> Option.bind (misuse false))
          yield! Page.spans page |> List.choose (Page.arguments >> Option.bind (misuse true)) ]

    [<Fact>]
    let ``Every command line of peer in a page parses, and every command that a page names exists`` () : unit =
        pages |> List.collect _.Code |> List.choose Page.arguments |> List.length |> Expect.isGreaterThan 50

        offences misused |> Expect.isEmpty

    let private folders =
        files |> Set.filter _.Contains('/') |> Set.map (fun file -> (file.Split '/')[0])

    let private isPath (span: string) =
        Regex.IsMatch(span, @"^[\w./-]+\.(fs|cs|fsproj|csproj|sln|md|svg)$")
        || Regex.IsMatch(span, @"^[\w.-]+/[\w./-]*$") && folders.Contains((span.Split '/')[0])

    /// A file or a folder, by its path or the end of it.
    let private isThere (path: string) =
        let path = "/" + path.TrimEnd('/')

        files |> Set.exists (fun file -> ("/" + file).EndsWith path || ("/" + file).Contains(path + "/"))

    [<Fact>]
    let ``Every source file and folder that a page names exists`` () : unit =
        offences (fun page ->
            // What changed names files of its time.
            if page.Path = "CHANGELOG.md" then
                []
            else
                Page.spans page |> List.filter (fun span -> isPath span && not (isThere span)))
        |> Expect.isEmpty

    [<Fact>]
    let ``Every script that a page runs exists`` () : unit =
        offences (fun page ->
            page.Code
            |> List.choose (Page.words >> List.tryHead)
            |> List.filter (fun word -> word.StartsWith "./" && not (files.Contains(word.Substring 2))))
        |> Expect.isEmpty

    [<Fact>]
    let ``A dead link, a heading that is not there and an unknown option are found`` () : unit =
        let page =
            Page.create
                "docs/page.md"
                "# The `a/b` here\n[x](#the-ab-here) [x](../README.md) [x](page.md#no) [x](gone.md)\n\n    ./peer check --nope # x\n"

        Page.brokenLinks [ page ] (Set [ "README.md"; "docs/page.md" ]) page
        |> Expect.equal [ "page.md#no"; "gone.md" ]

        misused page |> Expect.hasLength 1
        misused (Page.create "page.md" "`peer feed` and `peer feet`") |> Expect.hasLength 1
