namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type Divergence =
    { Frame: int64 voption
      At: TimeSpan
      Expected: string voption
      Seen: string voption
      Because: string
      ExpectedConnect: Address voption }

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Divergence =

    let words policy (divergence: Divergence) =
        let where =
            match divergence.Frame with
            | ValueSome frame -> $"at frame {frame}"
            | ValueNone -> "at the end"

        let orNothing = ValueOption.defaultValue "nothing"

        $"{where}: {policy} would have sent {orNothing divergence.Expected}; it sent {orNothing divergence.Seen} ({divergence.Because})"

type Conformance =
    | Conforms of policy: string
    | Diverges of policy: string * first: Divergence * later: Divergence list
    | NotJudged of reason: string
    | TakesNoPart of reason: string
    | Absent

module Conformance =

    let lines conformance =
        match conformance with
        | Conforms policy -> [ $"conforms to {policy}" ]
        | Diverges(policy, first, later) ->
            $"diverges {Divergence.words policy first}"
            :: (later |> List.map (fun divergence -> $"and {Divergence.words policy divergence}"))
        | NotJudged reason -> [ $"cannot be judged: {reason}" ]
        | TakesNoPart reason -> [ $"takes no part: {reason}" ]
        | Absent -> [ "sent nothing: nothing to judge" ]

    let words conformance = lines conformance |> String.concat " "

type ReplayResult =
    { Conformance: Conformance
      Events: TimedEvent list
      States: Map<int64, string> }
