namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// Flows of which a capture holds no datagram, though what it holds shows that they existed.
module internal LackingFlows =

    let private gap (decoded: ReplicaEvidence) (since: CapturedMessage) (sender: Endpoint) (receiver: Endpoint) words =
        let place (endpoint: Endpoint) =
            { Host = endpoint.Host
              Port = ValueSome endpoint.Port }

        { Place = Between(place sender, place receiver)
          Since = ValueSome(decoded.Conversation.Start + since.At.Ticks * 100L)
          Words = words }

    let private wantsOf (datagram: CapturedMessage) =
        match datagram.Message with
        | Ok(Message.Command(Want wants)) -> wants
        | Ok(Message.Command _)
        | Ok(Push _)
        | Error _ -> []

    let private claimsOf (datagram: CapturedMessage) =
        match datagram.Message with
        | Ok(Message.Command(Got haves | Have haves)) -> haves
        | Ok(Message.Command _)
        | Ok(Push _)
        | Error _ -> []

    /// The first request of a peer for events that it said to hold later.
    let private fulfilled (own: CapturedMessage list) =
        let step (datagram: CapturedMessage) (struct (later: Map<FeedName, int64>, found)) =
            let isClaimed (want: WantEntry) =
                Map.tryFind want.Name later |> Option.exists (fun seq -> seq >= want.From)

            let claimed =
                (later, claimsOf datagram)
                ||> List.fold (fun later have ->
                    let known = Map.tryFind have.Name later |> Option.defaultValue 0L
                    Map.add have.Name (max known have.Seq) later)

            struct (claimed,
                    (if wantsOf datagram |> List.exists isClaimed then
                         Some datagram
                     else
                         found))

        let struct (_, found) = List.foldBack step own (struct (Map.empty, None))
        found

    let private lacksPushes decoded peer (asked: CapturedMessage) reason =
        gap
            decoded
            asked
            asked.Destination
            peer
            $"the capture lacks the pushes to {peer}, which {reason} (a capture filter?)"

    /// The peers to which the capture shows a push, each with the host that it came from.
    let private pushes (decoded: ReplicaEvidence) =
        decoded.Conversation.Datagrams
        |> List.choose (fun datagram ->
            Map.tryFind datagram.Destination decoded.Conversation.About.Pushers
            |> Option.map (fun peer -> struct (peer, datagram.Source.Host)))
        |> Set.ofList

    let private pushed decoded =
        pushes decoded |> Set.map (fun (struct (peer, _)) -> peer)

    /// The first request of a peer for events that its partner said to hold.
    let private owed (decoded: ReplicaEvidence) peer =
        let all = decoded.Conversation.Datagrams

        all
        |> List.filter (fun datagram -> datagram.Source = peer)
        |> List.tryFind (fun asked ->
            let claimed =
                all
                |> List.filter (fun datagram -> datagram.Source = asked.Destination && datagram.Destination = peer)
                |> List.collect claimsOf

            wantsOf asked
            |> List.exists (fun want ->
                claimed |> List.exists (fun have -> have.Name = want.Name && have.Seq >= want.From)))

    /// What the capture lacks, by the verdicts: the pushes to a peer that requested events which its partner held, that got none by
    /// the capture, and that sent what no input explains.
    let unexplained decoded (verdicts: ParticipantVerdict list) =
        let isUnexplained (verdict: ParticipantVerdict) =
            match verdict.Conformance with
            | Diverges(_, first, _) -> ValueOption.isSome first.Frame && ValueOption.isNone first.Expected
            | Conforms _
            | NotJudged _
            | TakesNoPart _
            | Absent -> false

        let pushed = pushed decoded

        [ for peer in ReplicaConversation.peers decoded.Conversation.About do
              let isIts (verdict: ParticipantVerdict) = verdict.Peer = string peer

              if
                  not (Set.contains peer pushed)
                  && verdicts |> List.exists (fun verdict -> isIts verdict && isUnexplained verdict)
              then
                  match owed decoded peer with
                  | Some asked -> lacksPushes decoded peer asked "requested events and sent what only they explain"
                  | None -> () ]

    /// What the capture lacks, by the peers of the conversation: the pushes to a peer that got what it requested, and what the
    /// responder answered a peer that went on and got pushes.
    let find (decoded: ReplicaEvidence) =
        let about = decoded.Conversation.About
        let responder = about.Responder
        let all = decoded.Conversation.Datagrams
        let bySender = all |> List.groupBy _.Source |> Map.ofList

        let pushes = pushes decoded
        let pushed = pushed decoded

        let answered =
            Map.tryFind responder bySender |> Option.defaultValue [] |> List.map _.Destination |> Set.ofList

        [ for peer in ReplicaConversation.peers about do
              let own = Map.tryFind peer bySender |> Option.defaultValue []

              match fulfilled own with
              | Some asked when not (Set.contains peer pushed) ->
                  lacksPushes decoded peer asked "holds events that it requested"
              | Some _
              | None -> ()

              match own |> List.filter (fun datagram -> datagram.Destination = responder) with
              | first :: _ :: _ when
                  peer <> responder
                  && not (Set.contains peer answered)
                  && Set.contains (struct (peer, responder.Host)) pushes
                  ->
                  gap decoded first responder peer $"the capture lacks what {responder} answered {peer}"
              | _ -> () ]
