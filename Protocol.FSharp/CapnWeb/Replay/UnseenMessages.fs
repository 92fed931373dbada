namespace PeerFunctional.CapnWeb

/// What a message is about: its kind, and the entry of a table that it names; 0 where it names none.
[<Struct>]
type MessageSubject = private { Kind: int; Id: int64 }

/// Messages that a machine sent and the capture has not shown yet.
type UnseenMessages =
    private
        {
            /// By what they are about; first to last.
            BySubject: Map<MessageSubject, Message list>
        }

module UnseenMessages =

    let empty = { BySubject = Map.empty }

    let private about kind id = { Kind = kind; Id = id }

    [<Literal>]
    let private ReleaseKind = 0

    let private subject message =
        match message with
        | Release(id, _) -> about ReleaseKind id
        | Resolve(id, _) -> about 1 id
        | Reject(id, _) -> about 2 id
        | Pull id -> about 3 id
        | Push _ -> about 4 0L
        | Message.Stream _ -> about 5 0L
        | Pipe -> about 6 0L
        | Message.Abort _ -> about 7 0L

    let private ofSubject subject unseen =
        Map.tryFind subject unseen.BySubject |> Option.defaultValue []

    let add message unseen =
        let subject = subject message

        { BySubject = Map.add subject (ofSubject subject unseen @ [ message ]) unseen.BySubject }

    /// The messages without the first that is like this one; none where there is no such.
    let tryTake isSame message unseen =
        let subject = subject message
        let known = ofSubject subject unseen

        match List.tryFindIndex (isSame message) known, known with
        | None, _ -> None
        | Some _, [ _ ] -> Some { BySubject = Map.remove subject unseen.BySubject }
        | Some index, _ -> Some { BySubject = Map.add subject (List.removeAt index known) unseen.BySubject }

    /// The first message with which the machine answers or gives up the same as another message does.
    let tryAlike message unseen =
        match message with
        | Release _ -> List.tryHead (ofSubject (subject message) unseen)
        | Resolve(id, _)
        | Reject(id, _) -> ofSubject (about 1 id) unseen @ ofSubject (about 2 id) unseen |> List.tryHead
        | Push _
        | Pull _
        | Message.Stream _
        | Pipe
        | Message.Abort _ -> None

    /// What the machine gave up, by the entries' numbers.
    let releases unseen =
        unseen.BySubject |> Seq.takeWhile (fun known -> known.Key.Kind = ReleaseKind) |> Seq.collect _.Value
