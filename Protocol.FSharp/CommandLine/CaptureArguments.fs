namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open Grammar
open Arguments

/// What `peer replay` and `peer explain` are asked for: runs that are over.
module private CaptureArguments =

    let replay context (results: ParseResults<Replay>) =
        Ok(fun system silence keyLog file ->
            Command.Replay
                { File = file
                  As = system
                  Silence = silence
                  KeyLog = keyLog })
        <*> (results.TryGetResult As |> option system |> named "--as")
        <*> (results.TryGetResult Replay.Silence
             |> optional Duration.parse SneakerNet.ReplicaSettings.defaultSilence
             |> named "--silence")
        <*> Ok(results.TryGetResult Replay.KeyLog)
        <*> (results.GetResults Replay.Words |> words context |> Result.bind (one "FILE"))

    let width (text: string) =
        match Int32.TryParse text with
        | true, columns when columns >= 40 && columns <= 400 -> Ok columns
        | _ -> Error $"'{text}' is not a width: use 40 to 400 columns"

    /// A state diagram is one machine's.
    let private policy word =
        if
            not (List.exists (fun (name, _) -> name = word) Choices.policies)
            && List.exists (fun (name, _) -> name = word) Choices.peerPolicies
        then
            Error $"'{word}' names two machines, and a diagram shows one: use recovering or published"
        else
            policy word

    let explain context (results: ParseResults<Explain>) =
        Ok(fun out width policy silence keyLog subject ->
            Command.Explain
                { Subject = subject
                  Out = out
                  Width = width
                  Policy = policy
                  Silence = silence
                  KeyLog = keyLog })
        <*> (results.TryGetResult Explain.Out |> option pictureFile |> named "--out")
        <*> (results.TryGetResult Explain.Width |> option width |> named "--width")
        <*> (results.TryGetResult Explain.Policy |> optional policy Recovering |> named "--policy")
        <*> (results.TryGetResult Explain.Silence
             |> optional Duration.parse SneakerNet.ReplicaSettings.defaultSilence
             |> named "--silence")
        <*> Ok(results.TryGetResult Explain.KeyLog)
        <*> (results.GetResults Explain.Words
             |> words context
             |> Result.bind (one "FILE or SYSTEM")
             |> Result.bind (withPolicy (results.TryGetResult Explain.Policy)))
