namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// The participants of captured conversations, and the settings they may have had.
module ReplicaAnalysis =

    /// Events of a feed from a number on, which the capture shows; the error names the first of them where it shows none.
    let private fetch (decoded: ReplicaEvidence) feed from count =
        let events = Map.tryFind feed decoded.Events |> Option.defaultValue Map.empty

        let run =
            Seq.initInfinite (fun index -> from + int64 index)
            |> Seq.truncate count
            |> Seq.map (fun seq -> Map.tryFind seq events)
            |> Seq.takeWhile Option.isSome
            |> Seq.choose id
            |> List.ofSeq

        if run.IsEmpty then
            Error $"push {ReplicaEvidence.feedName decoded feed}:{from}, an event the capture never shows"
        else
            Ok run

    /// The timeouts of a peer and of its replay may differ by this much: a few times the difference of answer times.
    let private haste = TimeSpan.FromMilliseconds 250.0

    /// On a loaded machine answer times differ more, and a timer that comes again adds the differences up.
    let private hasteWithin window =
        if ReplayWindow.isLoaded window then haste * 3.0 else haste

    let private candidate codec silence (decoded: ReplicaEvidence) peer starts role policy held window =
        let pushPort =
            decoded.Conversation.Datagrams
            |> ReplicaEvidence.commands (fun datagram command ->
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
              Heads = held |> List.map (fun (feed, seq) -> struct (feed, ReplicaEvidence.head decoded feed seq))
              Tokens = Observed(ReplicaEvidence.tokens decoded peer)
              MaxPartners = ReplicaSettings.MaxPartners }

        { Policy = Policy.name policy
          Machine = Replica.machine settings
          Store = CapturedStore.empty
          Begins = starts
          NoticeWords = fun notice -> String.Join(" / ", Notice.lines notice)
          AtOnce = fun _ -> ValueNone
          Answer = CapturedStore.answer (fetch decoded)
          StoreTime =
            match policy with
            | AsPublished -> TimeSpan.Zero
            | Policy.Recovering -> ReplayWindow.tolerance
          UserRequests =
            match policy with
            | AsPublished -> ReplicaEvidence.writings decoded peer held
            | Policy.Recovering -> Stop :: ReplicaEvidence.writings decoded peer held
          MayStopUnseen = false
          MayCallUnseen = fun _ -> false
          IsSame =
            fun message _ captured ->
                let struct (_, bytes) = (codec: Codec<Message>).Encode message
                bytes.Span.SequenceEqual captured.Span
          TimerHaste =
            match policy with
            | AsPublished -> ReplayWindow.early
            | Policy.Recovering -> hasteWithin window
          ReadDelay = ReplayWindow.tolerance
          Fixed = fun _ -> ValueNone
          Guesses = fun _ -> []
          MessageWords = ReplicaEvidence.messageWords decoded
          TimerWords = ReplicaWords.timer
          StateWords = ReplicaWords.shownState (ReplicaEvidence.feedName decoded) }

    let private toldBeginning = "the capture lacks the beginning"

    /// Whether a peer said something that the protocol has.
    let private speaks (decoded: ReplicaEvidence) peer =
        decoded.Conversation.Datagrams
        |> List.exists (fun datagram ->
            datagram.Source = peer
            && (match datagram.Message with
                | Ok(Message.Command(Command.Unknown _))
                | Error _ -> false
                | Ok _ -> true))

    /// Why a peer may have left out what it owes at the end: it sent nothing more at all, and its partner repeats what it said in vain.
    let private mayBeStopped (decoded: ReplicaEvidence) peer (divergence: Divergence) =
        let isOwn endpoint =
            ReplicaConversation.peerAt endpoint decoded.Conversation.About = ValueSome peer

        let all = decoded.Conversation.Datagrams

        match divergence.Frame, all |> List.tryFindBack (fun datagram -> isOwn datagram.Source) with
        | ValueNone, Some last ->
            let unheard =
                all
                |> List.filter (fun datagram -> datagram.Frame > last.Frame && isOwn datagram.Destination)
                |> List.countBy (fun datagram -> struct (datagram.Source, Convert.ToHexString datagram.Bytes.Span))

            if unheard |> List.exists (fun (_, count) -> count > 1) then
                ValueSome
                    $"it may have been stopped: it sent nothing after frame {last.Frame}, and its partner repeated what it said"
            else
                ValueNone
        | ValueSome _, _
        | ValueNone, None -> ValueNone

    let private participant codec silence (decoded: ReplicaEvidence) peer =
        let candidate = candidate codec silence decoded peer

        let candidates settings traffic =
            Candidates
                [ for candidate in settings do
                      for held in ReplicaEvidence.holdings decoded peer ->
                          fun () -> ParticipantTraffic.judge (candidate held traffic.Window) traffic ]

        let create role candidates =
            { CapturedParticipant.create (string peer) role candidates with
                Excuse = mayBeStopped decoded peer }

        let isContinued (call: CapturedMessage) =
            match call.Message with
            | Ok(Message.Command command) -> not (ReplicaConversation.isFirstCall command)
            | Ok(Push _)
            | Error _ -> false

        match ReplicaEvidence.helos decoded peer with
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
        | _ when not (speaks decoded peer) -> create "stranger" (fun _ -> NoPart "it said nothing of SneakerNet")
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

    let private roster codec silence (decoded: ReplicaEvidence) =
        let conversation = decoded.Conversation.About

        { Title = $"SneakerNet at {conversation.Responder}"
          MessageWords = ReplicaEvidence.messageWords decoded
          Participants =
            (ReplicaConversation.peers conversation |> List.map (participant codec silence decoded))
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
            { Wires.none with
                Datagrams = ValueSome codec }

        let decoded =
            DecodedConversation.decode wires (ReplicaConversation.channel conversation.About) conversation

        let evidence = ReplicaEvidence.gather decoded

        let report lacks =
            roster codec silence evidence |> ConversationReport.create { decoded with Lacks = lacks }

        let lacks = LackingFlows.find evidence @ decoded.Lacks
        let found = report lacks

        match LackingFlows.unexplained evidence found.Verdicts with
        | [] -> found
        | more -> report (more @ lacks)

    /// Finds and judges the conversations of SneakerNet in a capture.
    let analyzer signatures silence =
        CaptureAnalyzer.ofParts ReplicaConversation.recognizer ReplicaConversation.parts (judge signatures silence)
