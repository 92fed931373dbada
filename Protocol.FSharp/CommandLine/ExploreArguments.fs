namespace PeerFunctional

open Argu
open PeerFunctional.Kernel
open PeerFunctional.Verification
open Grammar
open Arguments

/// What `peer explore` is asked for.
module private ExploreArguments =

    [<Literal>]
    let private DefaultPort = 8_787

    /// The policies of one start.
    let private policies =
        Choices.parse
            "policy"
            [ for name, policies in Choices.peerPolicies do
                  match policies with
                  | [ one ] -> name, one
                  | _ -> () ]

    let private port = Endpoint.parseListening

    /// A policy and a world fit the system that is named, or the first system.
    let private fitting (options: ExploreOptions) given =
        match Option.defaultValue Systems.names.Head options.Subject |> Systems.tryFind, options.World with
        | ValueNone, Some _ -> Error "--world names a world of a system: name the SYSTEM too"
        | ValueNone, None when Option.isSome given ->
            Error "--policy goes with a SYSTEM: name one, or leave --policy out"
        | ValueNone, None -> Ok options
        | ValueSome system, world ->
            withPolicy given system.Name
            |> Result.bind (fun name ->
                match world with
                | Some world -> worldOf name world |> Result.map ignore
                | None -> Ok())
            |> Result.map (fun () -> options)

    let command context (results: ParseResults<Explore>) =
        let given = results.TryGetResult Explore.Policy

        let subject =
            results.GetResults Explore.Words
            |> words context
            |> Result.bind (function
                | [] -> Ok None
                | [ subject ] -> Ok(Some subject)
                | _ :: extra :: _ -> tooMany extra)

        Ok(fun subject policy port silence ->
            { Subject = subject
              World = results.TryGetResult Explore.World
              Policy = policy
              Port = port
              Silence = silence
              KeyLog = results.TryGetResult Explore.KeyLog })
        <*> subject
        <*> (given |> option policies |> named "--policy")
        <*> (results.TryGetResult Explore.Port |> optional port DefaultPort |> named "--port")
        <*> (results.TryGetResult Explore.Silence
             |> optional Duration.parse SneakerNet.ReplicaSettings.defaultSilence
             |> named "--silence")
        |> Result.bind (fun options -> fitting options given)
        |> Result.map Command.Explore
