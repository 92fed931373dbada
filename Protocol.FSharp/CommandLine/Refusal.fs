namespace PeerFunctional

open System
open Argu

/// Arguments that are no command, as usage.
module private Refusal =

    /// What is wrong below a path such as `feed init`, in one line.
    let misuse path problem =
        let program = ("peer " + path).TrimEnd()
        Misuse $"{program}: {problem}; see '{program} --help'"

    /// The commands a path goes on with; none where it ends.
    let private commands path =
        match path with
        | "" -> Some PeerArguments.commands
        | "feed" -> Some SneakerNetGrammar.feedCommands
        | "tracker" -> Some TrackerGrammar.commands
        | _ -> None

    /// The path in Argu's message: `ERROR: <problem>` where there is one, then `USAGE: peer <path> [...`.
    let private path (message: string) =
        let beginning = "USAGE: peer"

        match message.IndexOf(beginning, StringComparison.Ordinal) with
        | -1 -> ""
        | usage ->
            let words = message.Substring(usage + beginning.Length).Split('[', '\n')
            words[0].Trim()

    let private strange = "unrecognized argument: "

    let ofArgu (e: ArguParseException) =
        let path = path e.Message

        if e.ErrorCode = ErrorCode.HelpText then
            Help(Lesson.print Lessons.all path e.Message)
        else
            // An argument it names may hold line ends.
            let said =
                match e.Message.IndexOf("\nUSAGE: ", StringComparison.Ordinal) with
                | -1 -> e.Message
                | usage -> e.Message.Substring(0, usage)

            let problem = said.Replace("ERROR: ", "").Trim().TrimEnd('.')

            match commands path with
            | Some commands when problem.StartsWith(strange, StringComparison.Ordinal) ->
                let word = problem.Substring strange.Length
                $"{word} is no command: use {commands}"
            | Some _
            | None -> problem
            |> misuse path
