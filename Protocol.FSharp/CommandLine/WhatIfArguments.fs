namespace PeerFunctional

open Argu
open PeerFunctional.Kernel
open PeerFunctional.Verification
open Grammar
open Arguments

/// What `peer whatif` and `peer diff` are asked for: two runs side by side.
module private WhatIfArguments =

    let private change =
        Choices.parse "change" (WhatIfChange.all |> List.map (fun change -> WhatIfChange.name change, change))

    /// Pictures show one change.
    let private onePicture (options: WhatIfOptions) =
        if options.At.IsNone && options.Out.IsSome then
            Error "--out draws one change: name its step with --at STEP"
        else
            Ok(Command.WhatIf options)

    let whatIf context (results: ParseResults<WhatIf>) =
        Ok(fun (file, change) at silence out width ->
            { File = file
              At = at
              Change = change
              Silence = silence
              KeyLog = results.TryGetResult WhatIf.KeyLog
              Out = out
              Width = width })
        <*> (results.GetResults WhatIf.Words
             |> words context
             |> Result.bind (two "FILE" "CHANGE")
             |> Result.bind (fun (file, word) -> change word |> Result.map (fun change -> file, change)))
        <*> (results.TryGetResult WhatIf.At
             |> option (wholeNumber 1 System.Int32.MaxValue)
             |> named "--at"
             |> Result.map ValueOption.ofOption)
        <*> (results.TryGetResult WhatIf.Silence
             |> optional Duration.parse SneakerNet.ReplicaSettings.defaultSilence
             |> named "--silence")
        <*> (results.TryGetResult WhatIf.Out |> option pictureFile |> named "--out")
        <*> (results.TryGetResult WhatIf.Width |> option CaptureArguments.width |> named "--width")
        |> Result.bind onePicture

    let private onePolicy word =
        peerPolicies word
        |> Result.bind (function
            | [ policies ] -> Ok policies
            | _ -> Error $"'{word}' names two worlds: use one, such as recovering,published")

    /// The system with its machines, of which there must be two.
    let private machines words =
        match words with
        | [ name; first; second ] ->
            Ok(fun name first second -> name, first, second)
            <*> system name
            <*> onePolicy first
            <*> onePolicy second
        | [] -> Error "SYSTEM is missing"
        | [ _ ]
        | [ _; _ ] -> Error "name two policies, such as: published recovering"
        | _ :: _ :: _ :: extra :: _ -> tooMany extra

    let private twoMachines (name, first, second) =
        match Systems.tryFind name with
        | ValueSome found when ProtocolSystem.hasOneMachine found ->
            Error $"{name} has one machine, and 'peer diff' compares two: use sneakernet, tracker or link"
        | ValueSome _ when first = second -> Error "the two policies are the same: name two"
        | ValueSome _
        | ValueNone -> Ok(name, first, second)

    let private world (results: ParseResults<Diff>) (name, first, second) =
        match results.TryGetResult Diff.World, Systems.tryFind name with
        | Some world, _ -> worldOf name world |> Result.map (fun world -> name, first, second, world)
        | None, ValueSome system -> Ok(name, first, second, fst system.Worlds.Head)
        | None, ValueNone -> Error $"unknown system '{name}'"

    let private faults (results: ParseResults<Diff>) =
        let count given fallback name =
            given |> optional CheckArguments.faultCount fallback |> named name

        Ok(fun drops duplicates crashes ->
            { FaultBudget.none with
                Drops = drops
                Duplicates = duplicates
                Crashes = crashes })
        <*> count (results.TryGetResult Diff.Drops) 1 "--drops"
        <*> count (results.TryGetResult Diff.Duplicates) 0 "--duplicates"
        <*> count (results.TryGetResult Diff.Crashes) 0 "--crashes"

    let diff context (results: ParseResults<Diff>) =
        Ok(fun (name, first, second, world) network faults most out width ->
            Command.Diff
                { System = name
                  World = world
                  First = first
                  Second = second
                  Network = network
                  Faults = faults
                  MaxStates = most
                  Out = out
                  Width = width })
        <*> (results.GetResults Diff.Words
             |> words context
             |> Result.bind machines
             |> Result.bind twoMachines
             |> Result.bind (world results))
        <*> (results.TryGetResult Diff.Network
             |> optional CheckArguments.network Network.Ordered
             |> named "--network")
        <*> faults results
        <*> (results.TryGetResult Diff.Max_States
             |> optional (CheckArguments.atMost 10_000_000L 1L) 5_000
             |> named "--max-states")
        <*> (results.TryGetResult Diff.Out |> option pictureFile |> named "--out")
        <*> (results.TryGetResult Diff.Width |> option CaptureArguments.width |> named "--width")
