namespace PeerFunctional.Tests.Architecture

open System
open System.IO
open System.Text.RegularExpressions

/// A page in Markdown.
type Page =
    {
        /// From the root of the repository.
        Path: string
        /// Its text without the code blocks.
        Prose: string
        /// The lines of its code blocks.
        Code: string list
    }

module Page =

    let private isFence (line: string) = line.TrimStart().StartsWith "```"

    /// The lines of code blocks, fenced or indented by four, and all others.
    let private split (lines: string list) =
        let rec go isFenced wasBlank code prose lines =
            match lines with
            | [] -> List.rev code, List.rev prose
            | line :: rest when isFence line -> go (not isFenced) false code prose rest
            | line :: rest when isFenced -> go true false (line :: code) prose rest
            | line :: rest when wasBlank && line.StartsWith "    " -> go false true (line :: code) prose rest
            | line :: rest -> go false (String.IsNullOrWhiteSpace line) code (line :: prose) rest

        go false true [] [] lines

    let create path (text: string) =
        let code, prose = split (List.ofArray (text.Split '\n'))

        { Path = path
          Prose = String.Join('\n', prose)
          Code = code }

    let private found (pattern: string) (text: string) =
        Regex.Matches(text, pattern, RegexOptions.Multiline) |> Seq.map _.Groups[1].Value |> List.ofSeq

    /// The words between two backticks, each on one line.
    let spans page =
        page.Prose |> found "`([^`]+)`" |> List.map (fun span -> Regex.Replace(span, @"\s+", " "))

    let private links page =
        page.Prose |> found @"\[[^\]]*\]\(([^)\s]+)\)"

    /// The names by which links reach the page's headings.
    let private anchors page =
        page.Prose
        |> found @"^#{1,6} +(.+)$"
        |> List.map (fun heading -> Regex.Replace(heading.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'))

    /// Links of one page that lead nowhere among all pages and files.
    let brokenLinks (pages: Page list) (files: Set<string>) page =
        let folder = Path.GetDirectoryName page.Path

        let leads (link: string) =
            let path, anchor =
                match link.Split('#', 2) with
                | [| path; anchor |] -> path, Some anchor
                | parts -> parts[0], None

            let target =
                if path = "" then
                    page.Path
                else
                    Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, path)))

            match anchor, pages |> List.tryFind (fun page -> page.Path = target) with
            | Some anchor, Some page -> List.contains anchor (anchors page)
            | Some _, None -> false
            | None, _ -> files |> Set.exists (fun file -> file = target || file.StartsWith(target.TrimEnd('/') + "/"))

        links page |> List.filter (fun link -> not (link.Contains "://" || leads link))

    /// What a shell makes of a command line: its words, without a comment.
    let words line =
        Regex.Matches(line, "\"([^\"]*)\"|'([^']*)'|(\\S+)")
        |> Seq.map (fun word -> word.Groups[1].Value + word.Groups[2].Value + word.Groups[3].Value)
        |> Seq.takeWhile (fun word -> not (word.StartsWith '#'))
        |> List.ofSeq

    /// The arguments of a command line of `peer`; none for another line.
    let arguments line =
        match words line with
        | ("./peer" | "peer") :: arguments -> Some arguments
        | _ -> None
