namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// The participants of captured conversations with trackers, of the ring and of part 1.
module RingAnalysis =

    let private wireOptions reading =
        { Variant = Program
          Protocol = Protocol0
          ReadMode = reading }

    /// The connections of a conversation, read by a program that waits for whole messages.
    let private decode (codec: ReadMode -> StreamCodec<'message>) conversation =
        let wires: Wires<'message> =
            { Wires.none with
                Streams =
                    ValueSome
                        { Codec = codec ReadMode.WholeMessage
                          Limits = StreamLimits.standard } }

        DecodedConversation.ofWires wires conversation

    let private roster title words parties participant callerOf calleeOf =
        let columns = parties |> List.mapi (fun column party -> party, column) |> Map.ofList

        let columnOf party =
            Map.tryFind party columns |> ValueOption.ofOption

        { Title = title
          MessageWords = words
          Participants = parties |> List.map participant
          OfEndpoint = fun _ -> ValueNone
          OfCaller = callerOf >> columnOf
          OfCallee = calleeOf >> columnOf }

    let private nameOf parties =
        let handles =
            parties
            |> List.choose (function
                | RingPeer(handle, _) -> Some handle
                | TheTracker _
                | Unregistered _
                | Stranger _ -> None)
            |> List.countBy id
            |> Map.ofList

        function
        | TheTracker(_, start) -> Restarts.name "tracker" start
        | RingPeer(handle, _) when Map.tryFind handle handles = Some 1 && handle <> "tracker" -> handle
        | RingPeer(handle, address) -> $"{handle} {address}"
        | Unregistered address -> string address
        | Stranger host -> $"caller {host}"

    let private roleOf party =
        match party with
        | TheTracker _ -> "tracker"
        | RingPeer _
        | Unregistered _ -> "peer"
        | Stranger _ -> "stranger"

    let private candidates codec tracker party traffic =
        match party, tracker with
        | TheTracker(endpoint, _), _ -> RingReplay.tracker codec endpoint traffic
        | RingPeer(handle, listen), ValueSome tracker -> RingReplay.peer codec handle listen tracker traffic
        | (RingPeer _ | Unregistered _), _ -> NoCandidates "the capture lacks its registration"
        | Stranger _, _ -> NoPart "this caller registered no peer"

    /// What the capture lacks that tells who is in the ring, who calls whom, and which item comes next: a lost request, or a
    /// lost answer to a registration.
    let private lost (calls: RingCall list) =
        [ for call in calls do
              yield! ValueOption.toList (CapturedConnection.lostRequest call)

              match CapturedConnection.request call with
              | ValueSome(Register _) -> yield! ValueOption.toList (CapturedConnection.lostAnswer call)
              | _ -> () ]

    /// Whether a divergence is about a call that the party made or should have made.
    let private isAboutCall (calls: RingCall list) (attribution: CallerAttribution) party (divergence: Divergence) =
        let shows (call: RingCall) =
            [ call.Called
              for said: StreamMessage<Message> in call.OfCaller.Messages do
                  said.Place
              for ended in ValueOption.toList call.CallerEnd do
                  ended.Place ]
            |> List.exists (fun place -> ValueSome place.Frame = divergence.Frame)

        ValueOption.isSome divergence.ExpectedConnect
        || calls |> List.exists (fun call -> CallerAttribution.caller call attribution = party && shows call)

    /// What a lost message may explain: all that a tracker does, and the calls of peers, as it may have told them whom to call,
    /// or who called. A capture at the tracker does not show queries between its peers.
    let private excuses tracker attribution (calls: RingCall list) =
        let peersMeet =
            calls
            |> List.exists (fun call ->
                match CapturedConnection.request call with
                | ValueSome(Query _) -> ValueSome call.Callee <> tracker
                | _ -> false)

        let lost = lost calls

        fun party (divergence: Divergence) ->
            let before =
                lost |> List.tryFind (fun (struct (place, _)) -> place.At <= divergence.At)

            match party, before, tracker with
            | TheTracker _, Some(struct (_, words)), _ -> ValueSome words
            | RingPeer _, Some(struct (_, words)), _ when isAboutCall calls attribution party divergence ->
                ValueSome words
            | RingPeer _, _, ValueSome tracker when not peersMeet && RingReplay.needsQuery tracker divergence ->
                ValueSome "the capture holds no query from one peer to another"
            | _ -> ValueNone

    let private ofRing (conversation: Conversation<RingConversation>) =
        let decoded = decode (wireOptions >> Wire.codec) conversation
        let codec = Wire.codec (wireOptions (RingConversation.readMode conversation))
        let tracker = conversation.About.Tracker
        let attribution = CallerAttribution.ofConnections tracker decoded.Connections
        let parties = CallerAttribution.parties attribution
        let name = nameOf parties

        let title =
            match tracker with
            | ValueSome tracker -> $"Ring of the tracker at {tracker}"
            | ValueNone -> "Peers of a ring"

        let excuse = excuses tracker attribution decoded.Connections

        let participant party =
            { Name = name party
              Role = roleOf party
              Candidates = candidates codec tracker party
              Excuse = excuse party }

        let roster =
            roster
                title
                Message.words
                parties
                participant
                (fun call -> CallerAttribution.caller call attribution)
                (fun call -> CallerAttribution.callee call attribution)

        ConversationReport.create decoded roster

    /// The participants of part 1.
    type private PartOneRole =
        | Server
        | Client of host: string

    let private ofPartOne (conversation: Conversation<RingConversation>) =
        let decoded = decode (PartOne.codec Protocol0) conversation
        let codec = PartOne.codec Protocol0 (RingConversation.readMode conversation)

        let parties =
            Server :: (decoded.Connections |> List.map (fun call -> Client call.Caller.Host) |> List.distinct)

        let tracker =
            conversation.About.Tracker |> ValueOption.defaultWith (fun () -> decoded.Connections.Head.Callee)

        let participant party =
            match party with
            | Server -> CapturedParticipant.create "tracker" "tracker" (PartOneReplay.tracker codec)
            | Client host -> CapturedParticipant.create $"client {host}" "client" (PartOneReplay.client tracker)

        let roster =
            roster
                $"Part 1 of the tracker at {tracker}"
                PartOne.words
                parties
                participant
                (fun call -> Client call.Caller.Host)
                (fun _ -> Server)

        ConversationReport.create decoded roster

    /// Decodes and judges a conversation.
    let judge (conversation: Conversation<RingConversation>) =
        match conversation.About.Kind with
        | OfRing -> ofRing conversation
        | OfPartOne -> ofPartOne conversation

    /// Finds and judges the conversations of trackers and their peers, of the ring and of part 1.
    let analyzer = CaptureAnalyzer.create RingConversation.recognizer judge
