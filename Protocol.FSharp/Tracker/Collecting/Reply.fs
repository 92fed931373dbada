namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// A message as the answer to a client's request.
[<RequireQualifiedAccess>]
type Reply =
    /// To REGISTER.
    | Placed of Placement
    /// To QUERY: the item, none where the one asked does not hold it, and further items of a program that is ours.
    | Found of Item voption * further: Item list voption
    /// Words in place of an answer.
    | Remark of text: string
    | Unreadable of problem: Malformation
    /// A message that answers nothing a client asks.
    | Unrelated

module Reply =

    let ofMessage message =
        match message with
        | RegInit placement -> Reply.Placed placement
        | QueryResult(item, further) -> Reply.Found(item, further)
        | Remark text -> Reply.Remark text
        | Unusual(_, problem) -> Reply.Unreadable problem
        | Echo _
        | Register _
        | UpdateNeighbour _
        | Ping _
        | Ack _
        | Query _
        | AskRing _
        | RingPart _
        | NoData -> Reply.Unrelated
