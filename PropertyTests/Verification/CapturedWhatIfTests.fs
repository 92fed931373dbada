namespace PeerFunctional.Tests.Verification

open System.IO
open Xunit
open PeerFunctional.Runtime.Capture
open PeerFunctional.Tests
open PeerFunctional.Tests.Capture
open PeerFunctional.Verification
open PeerFunctional.Verification.Exploring

module CapturedWhatIfTests =

    let private report path =
        CaptureFile(Path.Combine(Repository.root, "interop-fixtures", path)).Blocks()
        |> Explanation.reports Analyzers.ofEverySystem.Value
        |> List.head

    let private frames (report: ConversationReport) =
        report.Rows |> List.map _.Frame |> List.distinct

    let private futures (report: ConversationReport) frame change =
        report.Cut frame |> Result.bind (fun cut -> CapturedWhatIf.futures frame cut change)

    let private get (result: Result<CapturedFutures, string>) =
        match result with
        | Ok futures -> futures
        | Error words -> failwith words

    [<Theory>]
    [<InlineData("sneakernet/sync.pcapng")>]
    [<InlineData("sneakernet/both-ways.pcapng")>]
    let ``From every frame of a session that conforms, the machines end alike, and say whether a lost message changes that``
        (capture: string)
        : unit =
        let report = report capture

        let told =
            frames report |> List.map (fun frame -> futures report frame WhatIfChange.Drop |> get)

        told |> List.map _.AsItWas.Ends |> List.distinct |> Expect.hasLength 1

        for found in told do
            let isEqual = found.AsItWas.Ends = found.Changed.Ends
            CapturedWhatIf.isSame found |> Expect.equal (isEqual && ValueOption.isNone found.Changed.Lacks)
            CapturedWhatIf.verdict found |> Expect.isNonEmpty

    [<Fact>]
    let ``From where a participant diverges or is unknown nothing can be told, and the reason is`` () : unit =
        for capture, words in
            [ "sneakernet/lost-push.pcapng", "diverges at frame 8"
              "sneakernet/no-answer.pcapng", "no participant with a known machine waits" ] do
            let report = report capture

            for frame in frames report do
                match report.Cut frame with
                | Ok _ -> failwith $"frame {frame} of {capture}"
                | Error reason -> reason |> Expect.stringContains words

        match (report "sneakernet/sync.pcapng").Cut 100_000L with
        | Ok _ -> failwith "there is no such frame"
        | Error reason -> reason |> Expect.stringContains "frame 100000"
