namespace PeerFunctional

open Argu
open Grammar

/// What `peer` is asked for: the command, under the path that names it.
module private PeerArguments =

    let commands = "feed, replicate, tracker, demo, replay, simulate, check or explain"

    /// A system's own command as one of all.
    let private own ofSystem (path, command) = path, Result.map ofSystem command

    let command behind (results: ParseResults<Peer>) =
        match results.TryGetSubCommand() with
        | Some(Feed results) -> SneakerNetGrammar.feed behind results |> own Command.SneakerNet
        | Some(Replicate results) -> ("replicate", SneakerNetGrammar.replicate behind results) |> own Command.SneakerNet
        | Some(Peer.Tracker results) -> TrackerGrammar.command behind results |> own Command.Tracker
        | Some(Peer.Demo results) -> "demo", DemoArguments.command behind results
        | Some(Peer.Replay results) -> "replay", CaptureArguments.replay behind results
        | Some(Peer.Check results) -> "check", CheckArguments.command behind results
        | Some(Peer.Explain results) -> "explain", CaptureArguments.explain behind results
        | Some(Peer.Simulate results) -> "simulate", SimulateArguments.command behind results
        | Some Json
        | Some Peer.Quiet
        | Some Peer.Verbose
        | None -> "", Error $"name a command: {commands}"

    let verbosity (results: ParseResults<Peer>) =
        match results.Contains Peer.Quiet, results.Contains Peer.Verbose with
        | true, true -> Error "--quiet and --verbose exclude each other"
        | true, false -> Ok Verbosity.Quiet
        | false, true -> Ok Verbosity.Verbose
        | false, false -> Ok Normal
