namespace PeerFunctional.Tests.Library

open System
open System.IO
open System.Text.RegularExpressions
open PeerFunctional.Tests

/// A fenced block of the page.
type Fence =
    {
        Language: string
        /// The file that holds the text; empty where the page names none.
        File: string
        Text: string
    }

/// docs/library.md as a reader follows it: who writes its files and runs its commands sees what it says.
module LibraryPage =

    let private fences section =
        Regex.Matches(section, @"^```(\w+) ?(\S*)\n(.*?)^```$", RegexOptions.Multiline ||| RegexOptions.Singleline)
        |> Seq.map (fun fence ->
            { Language = fence.Groups[1].Value
              File = fence.Groups[2].Value
              Text = fence.Groups[3].Value })
        |> List.ofSeq

    /// The fences of each section, by its heading.
    let private sections =
        let text = File.ReadAllText(Path.Combine(Repository.root, "docs", "library.md"))

        text.Split("\n## ") |> Array.map (fun section -> (section.Split '\n')[0], fences section) |> Map

    let private ofLanguage language =
        List.filter (fun fence -> fence.Language = language) >> List.map _.Text >> String.concat ""

    /// Writes the page's files into a folder.
    let write folder =
        for fence in List.concat sections.Values do
            if fence.File <> "" then
                let path = Path.Combine(folder, fence.File)
                Directory.CreateDirectory(Path.GetDirectoryName path) |> ignore
                File.WriteAllText(path, fence.Text)

    /// The commands of a section.
    let commands heading = ofLanguage "sh" sections[heading]

    /// What the last command of a section prints at its end.
    let output heading = ofLanguage "text" sections[heading]
