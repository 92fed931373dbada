namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the user of a captured peer, or the network, made it do next: an input that the capture shows by what follows.
type LinkCue =
    /// The call of this index.
    | Calls of Connection * Terms * index: int
    /// An offer is accepted or denied.
    | Answers of Connection * Offer * isAccepted: bool
    /// The header of an item leaves.
    | Begins of Connection * DataType * size: int
    /// The last byte of an item leaves.
    | Completes of Connection * ByteString * pings: int
    /// A connection ends, as where a user ends a link or its program.
    | Ends of Connection

/// A connection of a captured peer, by the peer's own name for it.
[<NoEquality; NoComparison>]
type CapturedEndOfLink =
    {
        Name: Connection
        Link: CapturedLink
        /// What the peer said, and what it heard.
        Said: CapturedDirection
        Heard: CapturedDirection
        OwnEnd: ConnectionEnd voption
        OtherEnd: ConnectionEnd voption
    }

module CapturedEndOfLink =

    let private terms (link: CapturedLink) =
        match link.Offer with
        | ValueSome offer -> offer.Terms
        | ValueNone ->
            { DataType = Json
              IsStrict = true
              IsStream = false }

    /// The connections of a peer: those that it opened, in their order, and those to it.
    let ofTraffic (links: Map<int64, CapturedLink>) (traffic: ParticipantTraffic<CapturedSpeech>) =
        [ for index, call in List.indexed traffic.Calls do
              let link = links[call.Number]

              { Name = Dialled(call.Callee, LinkWires.callNumber (terms link) index)
                Link = link
                Said = link.OfCaller
                Heard = link.OfCallee
                OwnEnd = call.CallerEnd
                OtherEnd = call.CalleeEnd }
          for call in traffic.Called do
              let link = links[call.Number]

              { Name = Accepted(call.Caller, call.Callee)
                Link = link
                Said = link.OfCallee
                Heard = link.OfCaller
                OwnEnd = call.CalleeEnd
                OtherEnd = call.CallerEnd } ]

    /// An offer is answered once: no program accepts or denies it again.
    let private answerOf (it: CapturedEndOfLink) =
        it.Said.Messages
        |> List.tryFind (fun (framed: FramedSpeech) ->
            match framed.Speech with
            | Ok(Said(Accept _ | Deny)) -> true
            | Ok _
            | Error _ -> false)
        |> Option.map (fun (framed: FramedSpeech) -> framed.Start)

    let private ofMessage (it: CapturedEndOfLink) answer (framed: FramedSpeech) =
        let isAnswer = Some framed.Start = answer

        match framed.Speech, it.Name, it.Link.Offer with
        | Ok(Said(Accept _)), Accepted _, ValueSome offer when isAnswer -> Some(Answers(it.Name, offer, true))
        | Ok(Said Deny), Accepted _, ValueSome offer when isAnswer -> Some(Answers(it.Name, offer, false))
        | Ok(Announced(dataType, size)), _, _ -> Some(Begins(it.Name, dataType, size))
        | Ok(Payload(content, pings)), _, _ -> Some(Completes(it.Name, content, pings))
        | Ok(Said _ | Part | Unclear | NoMore), _, _
        | Error _, _, _ -> None

    /// What the user and the network made the peer do, in the order that the capture shows.
    let script (ends: CapturedEndOfLink list) =
        [ for index, it in List.indexed ends do
              match it.Name with
              | Dialled _ -> struct (it.Link.Segments.Called.Frame, Calls(it.Name, terms it.Link, index))
              | Accepted _ -> ()

              let answer = answerOf it

              for framed in it.Said.Messages do
                  match ofMessage it answer framed with
                  | Some cue -> struct ((CapturedLink.placeOf (framed.End - 1) it.Said).Frame, cue)
                  | None -> ()

              for ending in ValueOption.toList it.OwnEnd do
                  struct (ending.Place.Frame, Ends it.Name) ]
        |> List.sortBy (fun struct (frame, _) -> frame)
        |> List.map (fun struct (_, cue) -> cue)
        |> Array.ofList
