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

[<RequireQualifiedAccess>]
type Evidence =
    | Said of words: string
    | Sent of message: string
    | SentByBoth of message: string

type MendAnswer =
    { Property: string
      Faults: FaultKind list
      Evidence: Evidence list }

type Mend =
    { Name: string
      Original: string
      Rule: string
      Test: string
      Answers: MendAnswer list }

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

    let answer property faults evidence =
        { Property = property
          Faults = faults
          Evidence = evidence }

    /// The peers that send a message with these words.
    let private senders (told: ToldRun) (message: string) =
        told.Timeline.Events
        |> List.choose (fun timed ->
            match timed.Event with
            | TimelineEvent.Sent(_, from, _, words) when words.Contains(message, System.StringComparison.Ordinal) ->
                Some from
            | _ -> None)
        |> List.distinct

    let private isShown (told: ToldRun) evidence =
        match evidence with
        | Evidence.Said words -> told.Sentence.Contains(words, System.StringComparison.Ordinal)
        | Evidence.Sent message -> not (senders told message).IsEmpty
        | Evidence.SentByBoth message -> (senders told message).Length > 1

    let answering sentence (told: ToldRun) mends =
        let happened = FaultKind.ofTrace told.Trace

        let isAnswer answer =
            answer.Property = sentence
            && (if answer.Faults.IsEmpty then
                    happened.IsEmpty
                else
                    answer.Faults |> List.exists happened.Contains)
            && (answer.Evidence.IsEmpty || answer.Evidence |> List.exists (isShown told))

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
