namespace PeerFunctional.CapnWeb

/// What a message is about: its kind, and the entry of a table that it names; 0 where it names none.
[<Struct>]
type MessageSubject = private { Kind: int; Id: int64 }

/// Messages that a machine sent and the capture has not shown yet.
type UnseenMessages =
    private
        {
            /// By kinds, then by the entries that they name; first to last. A struct as a key would be boxed to be compared.
            ByKind: Map<int64, Message list>[]
        }

module UnseenMessages =

    [<Literal>]
    let private Kinds = 8

    let empty = { ByKind = Array.create Kinds Map.empty }

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
        Map.tryFind subject.Id unseen.ByKind[subject.Kind] |> Option.defaultValue []

    let private changing subject change unseen =
        let byKind = Array.copy unseen.ByKind
        byKind[subject.Kind] <- change byKind[subject.Kind]
        { ByKind = byKind }

    let add message unseen =
        let subject = subject message

        unseen |> changing subject (Map.add subject.Id (ofSubject subject unseen @ [ message ]))

    /// The messages without the first that is like this one; none where there is no such.
    let tryTake isSame message unseen =
        let subject = subject message
        let known = ofSubject subject unseen

        match List.tryFindIndex (isSame message) known, known with
        | None, _ -> None
        | Some _, [ _ ] -> Some(unseen |> changing subject (Map.remove subject.Id))
        | Some index, _ -> Some(unseen |> changing subject (Map.add subject.Id (List.removeAt index known)))

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
        unseen.ByKind[ReleaseKind].Values |> Seq.concat
