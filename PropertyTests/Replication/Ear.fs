namespace PeerFunctional.Tests.Replication

open System
open System.Collections.Generic
open System.Threading.Tasks
open PeerFunctional.SneakerNet

/// Hears what a replica tells, and wakes a test that waits for a notice.
type Ear() =
    let told = List<Notice>()
    let waiting = List<struct ((Notice -> bool) * TaskCompletionSource)>()

    /// Takes a notice.
    member _.Hear notice =
        lock told (fun () ->
            told.Add notice

            for struct (isWanted, heard) in waiting do
                if isWanted notice then
                    heard.TrySetResult() |> ignore)

    /// Everything told so far, in order.
    member _.Told = lock told (fun () -> List.ofSeq told)

    /// Ends with the first such notice, told already or to come; fails when a minute brings none.
    member _.Hears(isWanted: Notice -> bool) : Task =
        lock told (fun () ->
            if told.Exists isWanted then
                Task.CompletedTask
            else
                let heard = TaskCompletionSource TaskCreationOptions.RunContinuationsAsynchronously

                waiting.Add(struct (isWanted, heard))
                heard.Task.WaitAsync(TimeSpan.FromMinutes 1.0))

    /// Ends when something was refused for this reason.
    member ear.Refusal(reason: string) =
        ear.Hears(function
            | Refused(_, given, _) -> given = reason
            | _ -> false)
