namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// The participants of captured conversations, and the settings they may have had.
module ReplicaAnalysis =

    type private Captured = DecodedConversation<ReplicaConversation, Message>

    type private CapturedMessage = CapturedDatagram<Message>

    /// What a conversation shows besides its messages.
    [<NoEquality; NoComparison>]
    type private Decoded =
        { Conversation: Captured
          Events: Map<FeedId, Map<int64, Offer>>
          Names: PeerFunctional.SneakerNet.Conversation }

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
                let event = Offer.event offer

                events
                |> Map.change event.Feed (fun known ->
                    known |> Option.defaultValue Map.empty |> Map.add event.Seq offer |> Some))

        let sound =
            all
            |> List.choose (function
                | Sound verified -> Some verified
                | Doubtful _ -> None)

        { Conversation = conversation
          Events = events
          Names = Conversation.ofEvents sound }

    let private feedName decoded feed = Conversation.shown feed decoded.Names

    let private messageWords decoded = Wording.message (feedName decoded)

    let private commands pick (datagrams: CapturedMessage list) =
        datagrams
        |> List.choose (fun datagram ->
            match datagram.Message with
            | Ok(Message.Command command) -> pick datagram command
            | Ok(Push _)
            | Error _ -> None)

    let private isOf peer conversation endpoint =
        ReplicaConversation.peerAt endpoint conversation = ValueSome peer

    /// What a peer held at the beginning: what it claimed of each feed before it was given anything of it.
    let private claims decoded peer =
        let isOwn = isOf peer decoded.Conversation.About

        let hear (claims, given) (datagram: CapturedMessage) =
            match datagram.Message with
            | Ok(Message.Command(Have list)) when datagram.Source = peer ->
                let fresh =
                    list
                    |> List.choose (fun claim ->
                        match claim.Name with
                        | Feed feed when
                            claim.Seq > 0L
                            && not (Set.contains feed given)
                            && not (List.exists (fst >> (=) feed) claims)
                            ->
                            Some(feed, claim.Seq)
                        | Feed _
                        | Odd _ -> None)

                claims @ List.distinctBy fst fresh, given
            | Ok(Push offers) when isOwn datagram.Destination ->
                claims, (given, offers) ||> List.fold (fun given offer -> Set.add (Offer.event offer).Feed given)
            | Ok _
            | Error _ -> claims, given

        decoded.Conversation.Datagrams |> List.fold hear ([], Set.empty) |> fst

    /// The head of a feed: as the capture shows the event, or as the event after it names it.
    let private head decoded feed seq =
        let events = Map.tryFind feed decoded.Events |> Option.defaultValue Map.empty

        let event seq =
            Map.tryFind seq events |> Option.map Offer.event

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

    /// Answers from what the capture shows of a peer's events: those it pushed, and those it was given.
    let private answer verify decoded question (shelf: Shelf) =
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
                Supplied(shelf, [ Fetched(asker, feed, from, run) ])
        | Append _
        | Compare _
        | CreateLog _ ->
            let struct (shelf, answers) = Shelf.answer verify question shelf
            Supplied(shelf, answers)

    /// What the timeouts of a peer and of its replay may differ by: a few times what the times of answers may.
    let private haste = TimeSpan.FromMilliseconds 250.0

    /// The tokens a peer gave: the first that it said to each endpoint without having heard it. A token is given to one
    /// endpoint only.
    let private tokens decoded peer =
        let hear (given, heard) (datagram: CapturedMessage) =
            match datagram.Message with
            | Ok(Message.Command command) when datagram.Source = peer ->
                let fresh =
                    Greeting.tokensOf command
                    |> List.filter (fun token ->
                        not (Set.contains token heard || Map.exists (fun _ -> (=) token) given))

                match fresh with
                | token :: _ when not (Map.containsKey datagram.Destination given) ->
                    Map.add datagram.Destination token given, heard
                | _ :: _
                | [] -> given, heard
            | Ok(Message.Command command) when datagram.Destination = peer ->
                let foreign =
                    Greeting.tokensOf command |> List.filter (fun token -> not (Map.exists (fun _ -> (=) token) given))

                given, Set.union heard (Set.ofList foreign)
            | Ok _
            | Error _ -> given, heard

        decoded.Conversation.Datagrams |> List.fold hear (Map.empty, Set.empty) |> fst

    let private candidate codec verify silence decoded peer starts role policy =
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
              Heads = claims decoded peer |> List.map (fun (feed, seq) -> struct (feed, head decoded feed seq))
              Tokens = Observed(tokens decoded peer) }

        { Policy = Policy.name policy
          Machine = Replica.machine settings
          Store = Shelf.ofEvents []
          Begins = starts
          NoticeWords = fun notice -> String.Join(" / ", Notice.lines notice)
          AtOnce = fun _ -> ValueNone
          Answer = answer verify decoded
          StoreTime =
            match policy with
            | AsPublished -> TimeSpan.Zero
            | Policy.Recovering -> ReplaySearch.tolerance
          UserRequests =
            match policy with
            | AsPublished -> []
            | Policy.Recovering -> [ Stop ]
          MayStopUnseen = false
          IsSame =
            fun message _ captured ->
                let struct (_, bytes) = (codec: Codec<Message>).Encode message
                bytes.Span.SequenceEqual captured.Span
          TimerHaste =
            match policy with
            | AsPublished -> ReplaySearch.early
            | Policy.Recovering -> haste
          ReadDelay = ReplaySearch.tolerance
          MessageWords = messageWords decoded
          TimerWords = Wording.timer
          StateWords = Wording.shownState (feedName decoded) }

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
            Candidates [ for candidate in settings -> fun () -> ParticipantTraffic.judge candidate traffic ]

        let create = CapturedParticipant.create (string peer)

        match helos decoded peer with
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
        | _ -> create "stranger" (fun _ -> NoCandidates "it never said HELO")

    let private roster codec verify silence decoded =
        let conversation = decoded.Conversation.About

        let columns =
            conversation.Peers |> List.mapi (fun column peer -> peer, column) |> Map.ofList

        { Title = $"SneakerNet at {conversation.Responder}"
          MessageWords = messageWords decoded
          Participants = conversation.Peers |> List.map (participant codec verify silence decoded)
          OfEndpoint =
            fun endpoint ->
                ReplicaConversation.peerAt endpoint conversation
                |> ValueOption.bind (fun peer -> Map.tryFind peer columns |> ValueOption.ofOption)
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
        |> roster codec (Offer.verify signatures) silence
        |> ConversationReport.create decoded

    /// Finds and judges the conversations of SneakerNet in a capture.
    let analyzer signatures silence =
        CaptureAnalyzer.create ReplicaConversation.recognizer (judge signatures silence)
