namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What requests and answers of a ring that a capture lacks may have been, by what a participant said on their connection.
module RingGuesses =

    /// More items than these are not guessed at.
    [<Literal>]
    let private MaxItems = 64

    let private greeted (text: string) handle = Remark text = Message.greeting handle

    /// The handle that a tracker greets.
    let private greetedHandle (text: string) =
        match Message.greeting "" with
        | Remark blank ->
            let before = blank.IndexOf(',', StringComparison.Ordinal)
            let length = text.Length - blank.Length

            if length >= 0 && greeted text (text.Substring(before, length)) then
                [ Echo(text.Substring(before, length)) ]
            else
                []
        | _ -> []

    /// What a tracker may have heard. Any answer to PING keeps a member, unless it names another one.
    let heardByTracker handles said =
        match said with
        | Ping _ -> NoData :: List.map Ack handles
        | UpdateNeighbour _ -> [ NoData ]
        | Remark "Bad request" -> [ Ack "" ]
        | Remark text -> greetedHandle text
        | QueryResult(ValueSome item, ValueNone) -> [ Query(item.Seq, ValueNone) ]
        | QueryResult(ValueNone, ValueNone) -> [ Query(Int32.MaxValue, ValueNone) ]
        | QueryResult(_, ValueSome _)
        | Echo _
        | Ack _
        | Query _
        | RegInit _
        | Register _
        | AskRing _
        | RingPart _
        | NoData
        | Unusual _ -> []

    /// The items that a peer may have got: those that the capture shows, and any of those that it does not show.
    let private mayHaveGot (traffic: ParticipantTraffic<Message>) =
        let answers = traffic.Calls @ traffic.Called |> List.map CapturedConnection.answer

        let size =
            answers
            |> List.tryPick (function
                | ValueSome(RegInit placement) -> Some placement.Size
                | _ -> None)

        let shown =
            answers
            |> List.collect (function
                | ValueSome(RegInit placement) -> [ placement.Item ]
                | ValueSome(QueryResult(item, further)) -> Message.items item further
                | _ -> [])
            |> List.distinct

        match size with
        | Some size when size + shown.Length <= MaxItems ->
            let isShown seq =
                shown |> List.exists (fun item -> item.Seq = seq)

            shown
            @ [ for seq in 0 .. size - 1 do
                    if not (isShown seq) then
                        { Seq = seq; Text = "(not seen)" } ]
        | Some _
        | None -> []

    /// What a peer may have heard. An answer with further items tells a peer of ours too much to be guessed.
    let heardByPeer policy (traffic: ParticipantTraffic<Message>) =
        let items = lazy (mayHaveGot traffic)

        fun said ->
            match said, policy with
            | Ack _, _ -> [ Ping "" ]
            | QueryResult(ValueSome item, ValueNone), _ -> [ Query(item.Seq, ValueNone) ]
            | QueryResult(ValueNone, ValueNone), _ -> [ Query(Int32.MaxValue, ValueNone) ]
            | Query _, AsPublished when not items.Value.IsEmpty ->
                [ for item in items.Value -> QueryResult(ValueSome item, ValueNone) ]
                @ [ QueryResult(ValueNone, ValueNone); NoData ]
            | (QueryResult(_, ValueSome _) | Query _ | Echo _ | Ping _ | UpdateNeighbour _ | Remark _ | RegInit _ | Register _ | AskRing _ | RingPart _ | NoData | Unusual _),
              _ -> []
