namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// A message as the answer to a client's request.
[<RequireQualifiedAccess>]
type Reply =
    /// To REGISTER.
    | Placed of Placement
    /// To QUERY; none where the one asked does not hold the item.
    | Found of Item voption
    /// Words in place of an answer.
    | Remark of text: string
    | Unreadable of problem: Malformation
    /// A message that answers nothing a client asks.
    | Unrelated

module Reply =

    let ofMessage message =
        match message with
        | RegInit placement -> Reply.Placed placement
        | QueryResult item -> Reply.Found item
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
