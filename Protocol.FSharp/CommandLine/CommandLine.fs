namespace PeerFunctional

open Argu

/// The command line: arguments to a typed command.
module CommandLine =

    open Grammar

    /// Reads the arguments of the program. Every failure is a value.
    let rec parse (arguments: string seq) : Result<Invocation, Usage> =
        let arguments = List.ofSeq arguments
        let before = arguments |> List.takeWhile (fun word -> word <> "--")

        let context =
            { Behind = arguments |> List.skip (min arguments.Length (before.Length + 1))
              Options = lazy (CommandTree.root.Value |> CommandTree.follow before |> CommandTree.optionNames) }

        try
            let results = parser.ParseCommandLine(Array.ofList before, raiseOnUsage = true)

            match PeerArguments.command parse context results, PeerArguments.verbosity results with
            | Error usage, _
            | _, Error usage -> Error usage
            | Ok command, Ok verbosity ->
                Ok
                    { Command = command
                      Json = results.Contains Json
                      Verbosity = verbosity }
        with :? ArguParseException as e ->
            Error(UsageError.ofArgu e)

    /// The manual of the program as `man` reads it.
    let manual () = ManualPage.print CommandTree.root.Value

    /// A shell's script that completes the program's arguments.
    let completion shell =
        match shell with
        | Shell.Bash -> BashCompletion.print CommandTree.root.Value
        | Shell.Zsh -> ZshCompletion.print CommandTree.root.Value
        | Shell.Fish -> FishCompletion.print CommandTree.root.Value
