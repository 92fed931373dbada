namespace PeerFunctional

open Argu
open Grammar

/// What `peer` is asked for: the command, under the path that names it.
module private PeerArguments =

    let commands = "feed, replicate, tracker, demo, replay, simulate, check or explain"

    let command behind (results: ParseResults<Peer>) =
        match results.TryGetSubCommand() with
        | Some(Feed results) -> FeedArguments.command behind results
        | Some(Replicate results) -> "replicate", ReplicateArguments.command behind results
        | Some(Peer.Tracker results) -> TrackerArguments.command behind results
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
