namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// The participants of captured conversations, and the settings they may have had.
module ReplicaAnalysis =

    type private Captured = DecodedConversation<ReplicaConversation, Message>

    type private CapturedMessage = CapturedDatagram<Message>

    /// A decoded conversation with its events and the names of feeds.
    [<NoEquality; NoComparison>]
    type private Decoded =
        { Conversation: Captured
          Events: Map<FeedId, Map<int64, OfferedEvent>>
          Names: PeerFunctional.SneakerNet.MessageBoard }

    let private offers (datagram: CapturedMessage) =
        match datagram.Message with
        | Ok(Push offers) -> offers
        | Ok(Message.Command _)
        | Error _ -> []

    let private gather (conversation: Captured) =
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

    let private feedName decoded feed =
        MessageBoard.displayed feed decoded.Names

    let private messageWords decoded = ReplicaWords.message (feedName decoded)

    let private commands pick (datagrams: CapturedMessage list) =
        datagrams
        |> List.choose (fun datagram ->
            match datagram.Message with
            | Ok(Message.Command command) -> pick datagram command
            | Ok(Push _)
            | Error _ -> None)

    let private isOf peer conversation endpoint =
        ReplicaConversation.peerAt endpoint conversation = ValueSome peer

    /// The events that a peer held at the start: its first HAVE of each feed before it received an event of the feed.
    let private initialHoldings decoded peer =
        let isOwn = isOf peer decoded.Conversation.About

        let learn (haves, given) (datagram: CapturedMessage) =
            match datagram.Message with
            | Ok(Message.Command(Have list)) when datagram.Source = peer ->
                let fresh =
                    list
                    |> List.choose (fun have ->
                        match have.Name with
                        | Feed feed when
                            have.Seq > 0L && not (Set.contains feed given) && not (List.exists (fst >> (=) feed) haves)
                            ->
                            Some(feed, have.Seq)
                        | Feed _
                        | Odd _ -> None)

                haves @ List.distinctBy fst fresh, given
            | Ok(Push offers) when isOwn datagram.Destination ->
                haves, (given, offers) ||> List.fold (fun given offer -> Set.add (OfferedEvent.event offer).Feed given)
            | Ok _
            | Error _ -> haves, given

        decoded.Conversation.Datagrams |> List.fold learn ([], Set.empty) |> fst

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
    let private holdings decoded peer =
        let initial = initialHoldings decoded peer

        let starts =
            decoded.Conversation.Datagrams
            |> List.tryFind (fun datagram -> datagram.Source = peer)
            |> Option.map _.At

        let isLate (_, entries) =
            Option.exists (fun start -> fst (List.head entries) > start + announcing) starts

        match announced decoded peer |> List.tryFind isLate with
        | Some(late, _) -> [ initial; initial |> List.filter (fun (feed, _) -> feed <> late) ]
        | None -> [ initial ]

    /// The head of a feed: from the captured event, or from `prev` of the event after it.
    let private head decoded feed seq =
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
    let private writings decoded peer (held: (FeedId * int64) list) =
        announced decoded peer
        |> List.tryPick (fun (feed, entries) ->
            let before =
                held |> List.tryFind (fst >> (=) feed) |> Option.map snd |> Option.defaultValue 0L

            match entries |> List.map snd |> List.filter (fun seq -> seq > before) |> List.distinct with
            | [] -> None
            | grown -> Some(grown |> List.map (fun seq -> Grew(feed, head decoded feed seq))))
        |> Option.defaultValue []

    /// Answers a question to the store from the events in the capture.
    let private answer verify decoded question (store: MemoryStore) =
        match question with
        | Fetch(asker, feed, from, count) ->
            let events = Map.tryFind feed decoded.Events |> Option.defaultValue Map.empty

            let run =
                Seq.initInfinite (fun index -> from + int64 index)
                |> Seq.truncate count
                |> Seq.map (fun seq -> Map.tryFind seq events)
                |> Seq.takeWhile Option.isSome
                |> Seq.choose id
                |> List.ofSeq

            if run.IsEmpty then
                NotCaptured $"push {feedName decoded feed}:{from}, an event the capture never shows"
            else
                Supplied(store, [ Fetched(asker, feed, from, run) ])
        | Append _
        | Compare _
        | CreateLog _ ->
            let struct (store, answers) = MemoryStore.answer verify question store
            Supplied(store, answers)

    /// The timeouts of a peer and of its replay may differ by this much: a few times the difference of answer times.
    let private haste = TimeSpan.FromMilliseconds 250.0

    /// The tokens that a peer gave: the first it sent to each endpoint without having received it. A token is given
    /// to one endpoint only.
    let private tokens decoded peer =
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

    let private candidate codec verify silence decoded peer starts role policy held =
        let pushPort =
            decoded.Conversation.Datagrams
            |> commands (fun datagram command ->
                match command with
                | Port port when datagram.Source = peer -> Some port
                | Helo _
                | Port _
                | Have _
                | Want _
                | Got _
                | Bye
                | Next
                | Command.Unknown _ -> None)
            |> List.tryHead
            |> Option.defaultValue 0

        let settings =
            { Policy = policy
              Role = role
              PushPort = pushPort
              Own = ValueNone
              Silence = silence
              Heads = held |> List.map (fun (feed, seq) -> struct (feed, head decoded feed seq))
              Tokens = Observed(tokens decoded peer) }

        { Policy = Policy.name policy
          Machine = Replica.machine settings
          Store = MemoryStore.ofEvents []
          Begins = starts
          NoticeWords = fun notice -> String.Join(" / ", Notice.lines notice)
          AtOnce = fun _ -> ValueNone
          Answer = answer verify decoded
          StoreTime =
            match policy with
            | AsPublished -> TimeSpan.Zero
            | Policy.Recovering -> ReplayWindow.tolerance
          UserRequests =
            match policy with
            | AsPublished -> writings decoded peer held
            | Policy.Recovering -> Stop :: writings decoded peer held
          MayStopUnseen = false
          IsSame =
            fun message _ captured ->
                let struct (_, bytes) = (codec: Codec<Message>).Encode message
                bytes.Span.SequenceEqual captured.Span
          TimerHaste =
            match policy with
            | AsPublished -> ReplaySearch.early
            | Policy.Recovering -> haste
          ReadDelay = ReplayWindow.tolerance
          Fixed = fun _ -> ValueNone
          MessageWords = messageWords decoded
          TimerWords = ReplicaWords.timer
          StateWords = ReplicaWords.shownState (feedName decoded) }

    /// The HELO of a peer: where it went, when, and whether it speaks our extension.
    let private helos decoded peer =
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

    let private toldBeginning = "the capture lacks the beginning"

    let private participant codec verify silence decoded peer =
        let candidate = candidate codec verify silence decoded peer

        let candidates settings traffic =
            Candidates
                [ for candidate in settings do
                      for held in holdings decoded peer -> fun () -> ParticipantTraffic.judge (candidate held) traffic ]

        let create = CapturedParticipant.create (string peer)

        let isContinued (call: CapturedMessage) =
            match call.Message with
            | Ok(Message.Command command) -> not (ReplicaConversation.isFirstCall command)
            | Ok(Push _)
            | Error _ -> false

        match helos decoded peer with
        | struct (call, "initiator", _) :: _ when peer <> decoded.Conversation.About.Responder && isContinued call ->
            create "initiator" (fun _ -> NoCandidates toldBeginning)
        | struct (call, "initiator", isOurs) :: _ when peer <> decoded.Conversation.About.Responder ->
            let policy = if isOurs then Policy.Recovering else AsPublished
            create "initiator" (candidates [ candidate call.At (Initiator call.Destination) policy ])
        | helos when peer = decoded.Conversation.About.Responder ->
            let speaksOurs = helos |> List.exists (fun struct (_, _, isOurs) -> isOurs)

            let settings once policy =
                candidate TimeSpan.Zero (Responder(peer.Port, once)) policy

            if not decoded.Conversation.About.FromBeginning then
                create "responder" (fun _ -> NoCandidates toldBeginning)
            else
                create
                    "responder"
                    (candidates
                        [ if not speaksOurs then
                              settings false AsPublished
                          settings false Policy.Recovering
                          settings true Policy.Recovering ])
        | _ when not decoded.Conversation.About.FromBeginning -> create "peer" (fun _ -> NoCandidates toldBeginning)
        | _ when decoded.Conversation.About.IsRestarted ->
            create "stranger" (fun _ -> NoPart "its session began with the process that had the port before")
        | _ -> create "stranger" (fun _ -> NoCandidates "it never said HELO")

    /// The callers beyond the bound of a conversation, as one participant.
    let private beyond (conversation: ReplicaConversation) =
        match conversation.OtherCount with
        | 0 -> []
        | count ->
            [ CapturedParticipant.create
                  $"callers beyond the first {ReplicaConversation.MaxPeers} ({count})"
                  "callers"
                  (fun _ -> NoCandidates $"a conversation is judged for at most {ReplicaConversation.MaxPeers} peers") ]

    let private roster codec verify silence decoded =
        let conversation = decoded.Conversation.About

        { Title = $"SneakerNet at {conversation.Responder}"
          MessageWords = messageWords decoded
          Participants =
            (ReplicaConversation.peers conversation |> List.map (participant codec verify silence decoded))
            @ beyond conversation
          OfEndpoint =
            fun endpoint ->
                ReplicaConversation.peerAt endpoint conversation
                |> ValueOption.bind (fun peer -> Map.tryFind peer conversation.Columns |> ValueOption.ofOption)
          OfCaller = fun _ -> ValueNone
          OfCallee = fun _ -> ValueNone }

    /// Decodes and judges a conversation. `silence` is how long its peers wait for news.
    let judge (signatures: ISignatures) silence (conversation: Conversation<ReplicaConversation>) =
        let codec = Message.codec signatures

        let wires =
            { Datagrams = ValueSome codec
              Streams = ValueNone }

        let decoded =
            DecodedConversation.decode wires (ReplicaConversation.channel conversation.About) conversation

        gather decoded
        |> roster codec (OfferedEvent.verify signatures) silence
        |> ConversationReport.create decoded

    /// Finds and judges the conversations of SneakerNet in a capture.
    let analyzer signatures silence =
        CaptureAnalyzer.ofParts ReplicaConversation.recognizer ReplicaConversation.parts (judge signatures silence)
