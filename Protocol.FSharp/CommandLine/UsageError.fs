namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel

/// Arguments that are no command, as usage.
module private UsageError =

    /// What is wrong below a path such as `feed init`, in one line.
    let misuse path (problem: string) =
        let program = ("peer " + path).TrimEnd()
        let next = if problem.EndsWith '?' then " See" else "; see"
        Misuse $"{program}: {problem}{next} '{program} --help'"

    /// The path in Argu's message: `ERROR: <problem>` where there is one, then `USAGE: peer <path> [...`.
    let private path (message: string) =
        let beginning = "USAGE: peer"

        match message.IndexOf(beginning, StringComparison.Ordinal) with
        | -1 -> ""
        | usage ->
            let words = message.Substring(usage + beginning.Length).Split('[', '\n')
            words[0].Trim()

    let private strange = "unrecognized argument: "

    /// A word below a path that is neither a command nor an option.
    let private unknown (path: string) (word: string) =
        let tree =
            CommandTree.root.Value |> CommandTree.follow (path.Split ' ' |> List.ofArray)

        let commands, options = CommandTree.names tree, CommandTree.optionNames tree

        if word.StartsWith '-' then
            Arguments.unknownOption options word
        else
            match Suggestion.closest (commands @ options) word with
            | Some nearest -> $"unknown command '{word}': did you mean '{nearest}'?"
            | None -> $"unknown command '{word}': use {Suggestion.listed commands}"

    let ofArgu (e: ArguParseException) =
        let path = path e.Message

        if e.ErrorCode = ErrorCode.HelpText then
            Help(HelpTopic.print HelpTopics.all path e.Message)
        else
            // An argument it names may hold line ends.
            let said =
                match e.Message.IndexOf("\nUSAGE: ", StringComparison.Ordinal) with
                | -1 -> e.Message
                | usage -> e.Message.Substring(0, usage)

            let problem = said.Replace("ERROR: ", "").Trim().TrimEnd('.')

            if problem.StartsWith(strange, StringComparison.Ordinal) then
                unknown path (problem.Substring(strange.Length).Trim('\''))
            else
                problem
            |> misuse path
