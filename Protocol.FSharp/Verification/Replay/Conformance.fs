namespace PeerFunctional.Verification

open System
open System.Globalization
open PeerFunctional.Kernel
open PeerFunctional.Verification.Exploring

[<RequireQualifiedAccess>]
type ExpectedStep =
    | Nothing
    | Message
    | OtherMessage
    | Call of Address
    | End

[<Struct>]
type Lateness =
    { DueAt: TimeSpan
      By: TimeSpan
      Round: TimeSpan voption }

type Divergence =
    { Frame: int64 voption
      At: TimeSpan
      Expected: string voption
      Actual: string voption
      Reason: string
      Apart: string voption
      Late: Lateness voption
      ExpectedStep: ExpectedStep }

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Divergence =

    let expected (divergence: Divergence) =
        match divergence.Expected, divergence.Apart with
        | ValueSome words, ValueSome apart -> ValueSome $"{words}, {apart}"
        | expected, _ -> expected

    let words policy (divergence: Divergence) =
        let machine = policy |> ValueOption.defaultValue "its machine"

        let where =
            match divergence.Frame with
            | ValueSome frame -> $"at frame {frame}"
            | ValueNone -> "at the end"

        let orNothing = ValueOption.defaultValue "nothing"

        $"{where}: {machine} would have sent {orNothing (expected divergence)}; this side sent {orNothing divergence.Actual} ({divergence.Reason})"

type Conformance =
    | Conforms of policy: string voption * late: TimeSpan
    | Diverges of policy: string voption * first: Divergence * later: Divergence list
    | NotJudged of reason: string
    | TakesNoPart of reason: string
    | Absent

module Conformance =

    let lines conformance =
        match conformance with
        | Conforms(policy, late) ->
            let whom = policy |> ValueOption.map (fun policy -> $" to {policy}")
            let seconds = late.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)

            let how =
                if late > TimeSpan.Zero then
                    $", late by {seconds} s"
                else
                    ""

            [ "conforms" + ValueOption.defaultValue "" whom + how ]
        | Diverges(policy, first, later) ->
            $"diverges {Divergence.words policy first}"
            :: (later |> List.map (fun divergence -> $"and {Divergence.words policy divergence}"))
        | NotJudged reason -> [ $"cannot be judged: {reason}" ]
        | TakesNoPart reason -> [ $"takes no part: {reason}" ]
        | Absent -> [ "sent nothing" ]

    let words conformance = lines conformance |> String.concat " "

[<NoEquality; NoComparison>]
type KnownState =
    { Words: string
      Fields: Lazy<FieldRow list> }

[<NoEquality; NoComparison>]
type ReplayResult =
    { Conformance: Conformance
      Later: Lazy<Divergence list>
      IsSearched: bool
      AwaitsTimer: bool
      IsInPart: bool
      Events: Lazy<TimedEvent list>
      States: Lazy<Map<int64, string>>
      Known: Lazy<Map<int64, KnownState>>
      Run: IExplainedRun voption }

module ReplayResult =

    let without conformance =
        { Conformance = conformance
          Later = lazy []
          IsSearched = true
          AwaitsTimer = false
          IsInPart = false
          Events = lazy []
          States = lazy Map.empty
          Known = lazy Map.empty
          Run = ValueNone }

    let whole result =
        match result.Conformance with
        | Diverges(policy, first, []) ->
            { result with
                Conformance = Diverges(policy, first, result.Later.Value) }
        | Diverges _
        | Conforms _
        | NotJudged _
        | TakesNoPart _
        | Absent -> result
