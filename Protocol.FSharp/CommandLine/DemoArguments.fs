namespace PeerFunctional

open Argu
open PeerFunctional.Kernel
open Grammar
open Arguments

/// What `peer demo` is asked for.
module private DemoArguments =

    let private demos = [ "sneakernet"; "tracker"; "link"; "rpc"; "libp2p" ]

    let command context (results: ParseResults<Demo>) =
        match results.GetResults Demo.Words |> words context, results.TryGetResult Keep with
        | Error problem, _ -> Error problem
        | Ok([] | [ "sneakernet" ]), keep -> Ok(Command.SneakerNet(SneakerNetCommand.Demo { Keep = keep }))
        | Ok [ "tracker" ], None -> Ok(Command.Tracker TrackerCommand.Demo)
        | Ok [ "link" ], None -> Ok(Command.Link LinkCommand.Demo)
        | Ok [ "rpc" ], None -> Ok(Command.Rpc RpcCommand.Demo)
        | Ok [ "libp2p" ], None -> Ok(Command.Libp2p Libp2pCommand.Demo)
        | Ok [ "tracker" | "link" | "rpc" | "libp2p" as demo ], Some _ ->
            Error $"--keep: the {demo} demo writes no files; leave --keep out"
        | Ok [ other ], _ -> Error $"unknown demo '{other}': {Suggestion.among demos other}"
        | Ok(_ :: extra :: _), _ -> tooMany extra
