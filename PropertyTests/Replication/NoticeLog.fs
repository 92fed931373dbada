namespace PeerFunctional.Tests.Replication

open System
open System.Collections.Generic
open System.Threading.Tasks
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// Keeps what a replica tells, and wakes a test that waits for a notice.
type NoticeLog() =
    let told = List<Notice>()
    let waiting = List<unit -> unit>()

    /// Takes a notice.
    member _.Add notice =
        lock told (fun () ->
            told.Add notice

            for look in waiting do
                look ())

    /// Everything told so far, in order.
    member _.All = lock told (fun () -> List.ofSeq told)

    /// Ends when so many such notices were told, before or after this call; fails when a minute does not bring them.
    member _.AwaitTimes(count: int, isWanted: Notice -> bool) : Task =
        let heard = TaskCompletionSource TaskCreationOptions.RunContinuationsAsynchronously

        let found = ref 0
        let seen = ref 0

        let look () =
            while seen.Value < told.Count do
                found.Value <- found.Value + (if isWanted told[seen.Value] then 1 else 0)
                seen.Value <- seen.Value + 1

            if found.Value >= count then
                heard.TrySetResult() |> ignore

        lock told (fun () ->
            look ()
            waiting.Add look)

        heard.Task |> Deadline.awaitEnd $"notice number {count} of those"

    /// Ends with the first such notice.
    member log.Await(isWanted: Notice -> bool) = log.AwaitTimes(1, isWanted)
