namespace PeerFunctional.Verification

open System.Threading

[<Sealed>]
type internal Habits(peers: int) =
    let mutable learnt = 0L

    /// By peer, cause and recipient: 1 behind others, 2 whatever waits.
    let seen = Array.zeroCreate<int>(peers * peers * peers)

    let note place bit =
        let before = Interlocked.Or(&seen[place], bit)

        if before &&& bit = 0 then
            Interlocked.Increment &learnt |> ignore

    let place peer cause recipient =
        (peer * peers + cause) * peers + recipient

    let mutable isTraced = true

    member _.IsTraced = isTraced
    member _.Learnt = Interlocked.Read &learnt

    member _.Note(peer, cause, sent: struct (int * bool) array) =
        for struct (recipient, isNew) in sent do
            if cause >= 0 && recipient >= 0 then
                note (place peer cause recipient) (if isNew then 2 else 1)
            elif isTraced then
                isTraced <- false
                Interlocked.Increment &learnt |> ignore

    member _.Sends(peer, cause, recipient, isNew) =
        let bits = Volatile.Read(&seen[place peer cause recipient])
        if isNew then bits &&& 2 <> 0 else bits <> 0
