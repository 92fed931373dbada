namespace PeerFunctional.Verification

// `Action` is this one, not System's.
open PeerFunctional.Verification

[<RequireQualifiedAccess>]
type FaultKind =
    | Loss
    | Duplication
    | Corruption
    | Crash
    | DiskLoss

type Mend =
    { Name: string
      Original: string
      Rule: string
      Test: string
      Answers: (string * FaultKind list) list }

module FaultKind =

    let private ofAction action =
        match action with
        | Action.Drop _ -> Some FaultKind.Loss
        | Action.Duplicate _ -> Some FaultKind.Duplication
        | DeliverCorrupted _ -> Some FaultKind.Corruption
        | Action.Crash _ -> Some FaultKind.Crash
        | Action.CrashLosingDisk _ -> Some FaultKind.DiskLoss
        | Start _
        | Deliver _
        | FireTimer _
        | AnswerStore _
        | Restart _ -> None

    let private ofFault fault =
        match fault with
        | Fault.Drop _
        | Fault.Partition _ -> Some FaultKind.Loss
        | Fault.Duplicate _ -> Some FaultKind.Duplication
        | Fault.Corrupt _ -> Some FaultKind.Corruption
        | Fault.Crash _ -> Some FaultKind.Crash
        | Fault.CrashLosingDisk _ -> Some FaultKind.DiskLoss
        | Fault.Delay _ -> None

    let ofTrace (trace: Trace<'timer>) =
        List.choose ofFault (Trace.faults trace)
        @ List.choose (fun step -> ofAction step.Action) trace.Steps
        |> Set.ofList

module Mend =

    let answering sentence trace mends =
        let happened = FaultKind.ofTrace trace

        let isAnswer (property, kinds) =
            property = sentence
            && (if List.isEmpty kinds then
                    happened.IsEmpty
                else
                    kinds |> List.exists happened.Contains)

        mends |> List.filter (fun mend -> List.exists isAnswer mend.Answers)

    let words mend =
        [ $"Mended by {mend.Name}:"
          $"  the original  {mend.Original}"
          $"  this program  {mend.Rule}"
          $"  shown by      the test '{mend.Test}'" ]

    let table mends =
        "| mend | the original | this program | shown by |"
        :: "|---|---|---|---|"
        :: (mends |> List.map (fun mend -> $"| `{mend.Name}` | {mend.Original} | {mend.Rule} | *{mend.Test}* |"))
