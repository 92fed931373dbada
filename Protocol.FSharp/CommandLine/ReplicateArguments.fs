namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open Grammar
open Arguments

/// What `peer replicate` is asked for.
module private ReplicateArguments =

    let private place port =
        function
        | [ dir ] -> Ok(dir, None)
        | [ dir; host ] -> endpoint port host |> Result.map (fun partner -> dir, Some partner)
        | [] -> Error "DIR is missing"
        | _ :: _ :: extra :: _ -> tooMany extra

    let command behind (results: ParseResults<Replicate>) =
        Ok(fun port silence policy bind -> port, silence, policy, bind)
        <*> (results.TryGetResult Port |> optional Endpoint.parsePort 4097 |> named "--port")
        <*> (results.TryGetResult Replicate.Silence |> optional Duration.parse silence |> named "--silence")
        <*> (results.TryGetResult Replicate.Policy |> optional policy Recovering |> named "--policy")
        <*> (results.TryGetResult Bind |> option host |> named "--bind")
        |> Result.bind (fun (port, silence, policy, bind) ->
            results.GetResults Replicate.Words
            |> words behind
            |> Result.bind (place port)
            |> Result.map (fun (dir, partner) ->
                Command.Replicate
                    { Dir = dir
                      Partner = partner
                      Port = port
                      Silence = silence
                      Policy = policy
                      Once = results.Contains Once
                      Record = results.TryGetResult Record
                      Journal = results.TryGetResult Journal
                      Bind = bind }))
