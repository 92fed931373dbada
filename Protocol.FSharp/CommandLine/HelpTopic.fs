namespace PeerFunctional

open System

/// What `--help` teaches of one command: how it is written, what it does, and examples to try.
type HelpTopic =
    { Path: string
      Arguments: string
      Summary: string
      Examples: (string * string) list }

module HelpTopic =

    let create path arguments summary examples =
        { Path = path
          Arguments = arguments
          Summary = summary
          Examples = examples }

    /// What the program tells the shell.
    let exits =
        "Exit codes: 0 success, 1 failure or a problem found, 2 wrong usage, 3 no verdict possible, 130 interrupted."

    let private wrap width (indent: string) (text: string) =
        let add (lines: string list) (word: string) =
            match lines with
            | line :: rest when line.Length + 1 + word.Length <= width -> $"{line} {word}" :: rest
            | lines -> (indent + word) :: lines

        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        |> Array.fold add []
        |> List.rev
        |> String.concat "\n"

    /// Argu's list of options, from the end of its usage text.
    let private options (usage: string) =
        match usage.IndexOf("OPTIONS:", StringComparison.Ordinal) with
        | -1 -> ""
        | at -> usage.Substring(at).TrimEnd()

    let private examples (examples: (string * string) list) =
        examples |> List.map (fun (line, meaning) -> $"    {line}\n        {meaning}") |> String.concat "\n"

    let private indent = "    "

    let private ofCommand usage topic =
        [ $"USAGE: peer {topic.Path} {topic.Arguments} [OPTIONS]"
          wrap 100 indent topic.Summary
          $"EXAMPLES:\n{examples topic.Examples}"
          options usage
          exits ]

    let private overview all path usage =
        let below =
            all |> List.filter (fun topic -> topic.Path.StartsWith(path, StringComparison.Ordinal))

        /// The word that tells this topic's branch from the others below the path.
        let branch topic =
            topic.Path.Substring(path.Length).Split(' ', StringSplitOptions.RemoveEmptyEntries) |> Array.head

        let opening =
            below |> List.distinctBy branch |> List.truncate 3 |> List.map _.Examples.Head

        let line topic =
            $"{indent}peer {topic.Path} {topic.Arguments}\n" + wrap 100 (indent + indent) topic.Summary

        [ ("USAGE: peer " + path).TrimEnd() + " COMMAND [OPTIONS]"
          "COMMANDS:\n" + (below |> List.map line |> String.concat "\n")
          $"EXAMPLES:\n{examples opening}"
          options usage
          exits ]

    /// The help of a command, or of a group of commands, among all, with the options Argu lists for it.
    let print all (path: string) (usage: string) =
        match all |> List.tryFind (fun topic -> topic.Path = path) with
        | Some topic -> ofCommand usage topic
        | None -> overview all path usage
        |> String.concat "\n\n"
