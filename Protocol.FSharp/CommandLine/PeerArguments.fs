namespace PeerFunctional

open Argu
open PeerFunctional.Kernel
open Grammar

/// What `peer` is asked for.
module private PeerArguments =

    /// A system's own command as one of all.
    let private own ofSystem (path, command) = path, Result.map ofSystem command

    let private refused (path, command) =
        command |> Result.mapError (UsageError.misuse path)

    /// `help` is `--help` before the command in place of behind it.
    let private help parse context (results: ParseResults<Grammar.Help>) =
        match results.GetResults Help.Words |> Arguments.words context, results.Contains Man with
        | Error problem, _ -> Error(UsageError.misuse "help" problem)
        | Ok [], true -> Ok Command.Manual
        | Ok _, true -> Error(UsageError.misuse "help" "--man prints the whole manual: name no command")
        | Ok words, false -> parse (words @ [ "--help" ]) |> Result.map _.Command

    let private completion context (results: ParseResults<SharedGrammar.WordsOnly>) =
        results.GetResults SharedGrammar.WordsOnly.Words
        |> Arguments.words context
        |> Result.bind (Arguments.one "SHELL")
        |> Result.bind (Choices.parse "shell" Choices.shells)
        |> Result.map Command.Completion

    let private verify context (results: ParseResults<SharedGrammar.WordsOnly>) =
        results.GetResults SharedGrammar.WordsOnly.Words
        |> Arguments.words context
        |> Result.bind (Arguments.one "FILE")
        |> Result.map Command.Verify

    /// The command. `parse` reads other arguments in its place.
    let command parse context (results: ParseResults<Peer>) =
        match results.TryGetSubCommand() with
        | _ when results.Contains Peer.Version -> Ok Command.Version
        | Some(Feed results) -> SneakerNetGrammar.feed context results |> own Command.SneakerNet |> refused
        | Some(Replicate results) ->
            ("replicate", SneakerNetGrammar.replicate context results) |> own Command.SneakerNet |> refused
        | Some(Peer.Tracker results) -> TrackerGrammar.command context results |> own Command.Tracker |> refused
        | Some(Peer.Link results) -> LinkGrammar.command context results |> own Command.Link |> refused
        | Some(Peer.Rpc results) -> RpcGrammar.command context results |> own Command.Rpc |> refused
        | Some(Peer.Libp2p results) -> Libp2pGrammar.command context results |> own Command.Libp2p |> refused
        | Some(Peer.Demo results) -> ("demo", DemoArguments.command context results) |> refused
        | Some(Peer.Replay results) -> ("replay", CaptureArguments.replay context results) |> refused
        | Some(Peer.Check results) -> ("check", CheckArguments.command context results) |> refused
        | Some(Peer.Verify results) -> ("verify", verify context results) |> refused
        | Some(Peer.Explain results) -> ("explain", CaptureArguments.explain context results) |> refused
        | Some(Peer.Grade results) -> ("grade", GradeArguments.command context results) |> refused
        | Some(Peer.Explore results) -> ("explore", ExploreArguments.command context results) |> refused
        | Some(Peer.Simulate results) -> ("simulate", SimulateArguments.command context results) |> refused
        | Some(Peer.WhatIf results) -> ("whatif", WhatIfArguments.whatIf context results) |> refused
        | Some(Peer.Diff results) -> ("diff", WhatIfArguments.diff context results) |> refused
        | Some(Peer.Help results) -> help parse context results
        | Some(Peer.Completion results) -> ("completion", completion context results) |> refused
        | Some Peer.Version
        | Some Json
        | Some Peer.Quiet
        | Some Peer.Verbose
        | None ->
            let commands = CommandTree.names CommandTree.root.Value |> Suggestion.listed
            Error(UsageError.misuse "" $"name a command: {commands}")

    let verbosity (results: ParseResults<Peer>) =
        match results.Contains Peer.Quiet, results.Contains Peer.Verbose with
        | true, true -> Error(UsageError.misuse "" "--quiet and --verbose exclude each other: give one of them")
        | true, false -> Ok Verbosity.Quiet
        | false, true -> Ok Verbosity.Verbose
        | false, false -> Ok Normal
