namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type internal CapturedMessage = CapturedDatagram<Message>

/// A decoded conversation with its events and the names of feeds.
[<NoEquality; NoComparison>]
type internal ReplicaEvidence =
    { Conversation: DecodedConversation<ReplicaConversation, Message>
      Events: Map<FeedId, Map<int64, OfferedEvent>>
      Names: PeerFunctional.SneakerNet.MessageBoard }

/// What a conversation shows of its peers: what each held, wrote and gave.
module internal ReplicaEvidence =

    let private offers (datagram: CapturedMessage) =
        match datagram.Message with
        | Ok(Push offers) -> offers
        | Ok(Message.Command _)
        | Error _ -> []

    let gather (conversation: DecodedConversation<ReplicaConversation, Message>) =
        let all = conversation.Datagrams |> List.collect offers

        let events =
            (Map.empty, all)
            ||> List.fold (fun events offer ->
                let event = OfferedEvent.event offer

                events
                |> Map.change event.Feed (fun known ->
                    known |> Option.defaultValue Map.empty |> Map.add event.Seq offer |> Some))

        let sound =
            all
            |> List.choose (function
                | Sound verified -> Some verified
                | Unverified _ -> None)

        { Conversation = conversation
          Events = events
          Names = MessageBoard.ofEvents sound }

    let feedName decoded feed =
        MessageBoard.displayed feed decoded.Names

    let messageWords decoded = ReplicaWords.message (feedName decoded)

    let commands pick (datagrams: CapturedMessage list) =
        datagrams
        |> List.choose (fun datagram ->
            match datagram.Message with
            | Ok(Message.Command command) -> pick datagram command
            | Ok(Push _)
            | Error _ -> None)

    let private isOf peer conversation endpoint =
        ReplicaConversation.peerAt endpoint conversation = ValueSome peer

    /// Of each feed, the frames, times and numbers of the events that were pushed to a peer.
    let private pushedTo decoded peer =
        [ for datagram in decoded.Conversation.Datagrams do
              if isOf peer decoded.Conversation.About datagram.Destination then
                  for offer in offers datagram do
                      let event = OfferedEvent.event offer
                      event.Feed, struct (datagram.Frame, datagram.At, event.Seq) ]
        |> List.groupBy fst
        |> List.map (fun (feed, pushes) -> feed, List.map snd pushes)
        |> Map.ofList

    let private isBefore (claim: CapturedMessage) _ (struct (frame, _, _)) = frame < claim.Frame

    /// Whether a push came before a claim, where two flows may be out of step: of two close together, by what was claimed.
    let private isBeforeByContent (claim: CapturedMessage) seq (struct (_, at: TimeSpan, pushed: int64)) =
        if (at - claim.At).Duration() <= ReplayWindow.early then
            pushed <= seq
        else
            at < claim.At

    /// The events that a peer held at the start: its first HAVE of each feed before it received an event of the feed.
    let private initialHoldings decoded peer isBefore =
        let pushes = pushedTo decoded peer

        let learn haves (datagram: CapturedMessage) =
            match datagram.Message with
            | Ok(Message.Command(Have list)) when datagram.Source = peer ->
                let isGiven feed seq =
                    Map.tryFind feed pushes |> Option.defaultValue [] |> List.exists (isBefore datagram seq)

                let fresh =
                    list
                    |> List.choose (fun have ->
                        match have.Name with
                        | Feed feed when
                            have.Seq > 0L && not (List.exists (fst >> (=) feed) haves) && not (isGiven feed have.Seq)
                            ->
                            Some(feed, have.Seq)
                        | Feed _
                        | Odd _ -> None)

                haves @ List.distinctBy fst fresh
            | Ok _
            | Error _ -> haves

        decoded.Conversation.Datagrams |> List.fold learn []

    /// A peer announces the feeds that it holds, or the first of many, within this time after its first command.
    let private announcing = TimeSpan.FromMilliseconds 50.0

    /// The feeds that a peer announces without having received an event of them, each with when it first did and the
    /// numbers announced, in order.
    let private announced decoded peer =
        let isOwn = isOf peer decoded.Conversation.About

        let given =
            decoded.Conversation.Datagrams
            |> List.filter (fun datagram -> isOwn datagram.Destination)
            |> List.collect offers
            |> List.map (fun offer -> (OfferedEvent.event offer).Feed)
            |> Set.ofList

        decoded.Conversation.Datagrams
        |> List.filter (fun datagram -> datagram.Source = peer)
        |> commands (fun datagram command ->
            match command with
            | Have haves
            | Got haves -> Some(haves |> List.map (fun have -> datagram.At, have))
            | Helo _
            | Port _
            | Want _
            | Bye
            | Next
            | Command.Unknown _ -> None)
        |> List.concat
        |> List.choose (fun (at, have) ->
            match have.Name with
            | Feed feed when have.Seq > 0L && not (Set.contains feed given) -> Some(feed, (at, have.Seq))
            | Feed _
            | Odd _ -> None)
        |> List.groupBy fst
        |> List.map (fun (feed, entries) -> feed, List.map snd entries)

    /// What a peer may have held at the start. The feed that it announced late may have been empty: its user wrote the
    /// first event of it then.
    let holdings decoded peer =
        let starts =
            decoded.Conversation.Datagrams
            |> List.tryFind (fun datagram -> datagram.Source = peer)
            |> Option.map _.At

        let isLate (_, entries) =
            Option.exists (fun start -> fst (List.head entries) > start + announcing) starts

        let late = announced decoded peer |> List.tryFind isLate

        [ for isBefore in [ isBefore; isBeforeByContent ] do
              let initial = initialHoldings decoded peer isBefore
              initial

              match late with
              | Some(late, _) -> initial |> List.filter (fun (feed, _) -> feed <> late)
              | None -> () ]
        |> List.distinct

    /// The head of a feed: from the captured event, or from `prev` of the event after it.
    let head decoded feed seq =
        let events = Map.tryFind feed decoded.Events |> Option.defaultValue Map.empty

        let event seq =
            Map.tryFind seq events |> Option.map OfferedEvent.event

        match event seq, event (seq + 1L) with
        | Some event, _ -> Head.ofEvent event
        | None, Some { Prev = ValueSome prev } ->
            { Seq = seq
              Hash = prev
              Prev = ValueNone }
        | None, Some { Prev = ValueNone }
        | None, None ->
            { Seq = seq
              Hash = Hash.compute ReadOnlySpan<byte>.Empty
              Prev = ValueNone }

    /// What the user of a peer may have written while it ran: the first of its feeds that grew though nobody pushed to
    /// it, at each length that it announced.
    let writings decoded peer (held: (FeedId * int64) list) =
        announced decoded peer
        |> List.tryPick (fun (feed, entries) ->
            let before =
                held |> List.tryFind (fst >> (=) feed) |> Option.map snd |> Option.defaultValue 0L

            match entries |> List.map snd |> List.filter (fun seq -> seq > before) |> List.distinct with
            | [] -> None
            | grown -> Some(grown |> List.map (fun seq -> Grew(feed, head decoded feed seq))))
        |> Option.defaultValue []

    /// The tokens that a peer gave: the first it sent to each endpoint without having received it. A token is given
    /// to one endpoint only.
    let tokens decoded peer =
        let learn (given, received) (datagram: CapturedMessage) =
            match datagram.Message with
            | Ok(Message.Command command) when datagram.Source = peer ->
                let fresh =
                    Greeting.tokensOf command
                    |> List.filter (fun token ->
                        not (Set.contains token received || Map.exists (fun _ -> (=) token) given))

                match fresh with
                | token :: _ when not (Map.containsKey datagram.Destination given) ->
                    Map.add datagram.Destination token given, received
                | _ :: _
                | [] -> given, received
            | Ok(Message.Command command) when datagram.Destination = peer ->
                let foreign =
                    Greeting.tokensOf command |> List.filter (fun token -> not (Map.exists (fun _ -> (=) token) given))

                given, Set.union received (Set.ofList foreign)
            | Ok _
            | Error _ -> given, received

        decoded.Conversation.Datagrams |> List.fold learn (Map.empty, Set.empty) |> fst

    /// The HELO of a peer: where it went, when, and whether it speaks our extension.
    let helos decoded peer =
        decoded.Conversation.Datagrams
        |> commands (fun datagram command ->
            match command with
            | Helo(role, extensions) when datagram.Source = peer ->
                Some struct (datagram, role, List.contains Command.Extension extensions)
            | Helo _
            | Port _
            | Have _
            | Want _
            | Got _
            | Bye
            | Next
            | Command.Unknown _ -> None)
