namespace PeerFunctional

open Argu

/// The command line: arguments to a typed command.
module CommandLine =

    open Grammar

    /// Reads the arguments of the program. Every failure is a value.
    let parse (arguments: string seq) : Result<Invocation, Usage> =
        let arguments = List.ofSeq arguments
        let before = arguments |> List.takeWhile (fun word -> word <> "--")
        let behind = arguments |> List.skip (min arguments.Length (before.Length + 1))

        try
            let results = parser.ParseCommandLine(Array.ofList before, raiseOnUsage = true)
            let path, command = PeerArguments.command behind results

            match command, PeerArguments.verbosity results with
            | Error problem, _
            | _, Error problem -> Error(Refusal.misuse path problem)
            | Ok command, Ok verbosity ->
                Ok
                    { Command = command
                      Json = results.Contains Json
                      Verbosity = verbosity }
        with :? ArguParseException as e ->
            Error(Refusal.ofArgu e)
