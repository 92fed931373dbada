namespace PeerFunctional.Verification

open System.Collections.Concurrent

[<Sealed>]
type internal Habits() =

    /// By peer, cause and recipient, and whether it can arrive whatever waits.
    let seen = ConcurrentDictionary<struct (int * int * int * bool), unit>()

    let untraced = ConcurrentDictionary<int, unit>()

    member _.Learnt = int64 (seen.Count + untraced.Count)
    member _.IsTraced = untraced.IsEmpty

    member _.Note(peer, cause, sent: struct (int * bool) array) =
        for struct (recipient, isNew) in sent do
            if cause >= 0 && recipient >= 0 then
                seen.TryAdd(struct (peer, cause, recipient, isNew), ()) |> ignore
            else
                untraced.TryAdd(peer, ()) |> ignore

    member _.Sends(peer, cause, recipient, isNew) =
        seen.ContainsKey(struct (peer, cause, recipient, true))
        || not isNew && seen.ContainsKey(struct (peer, cause, recipient, false))
