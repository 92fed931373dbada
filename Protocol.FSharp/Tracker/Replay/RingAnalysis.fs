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

    let private hosts (conversation: Conversation<RingConversation>) =
        conversation.Endpoints |> Set.map _.Host

    /// Peers whose tracker the capture does not show, at hosts of a ring's: of the same ring, as far as the capture tells.
    let private unregistered (conversation: Conversation<RingConversation>) =
        let hosts = hosts conversation

        match conversation.About.Tracker with
        | ValueNone -> []
        | ValueSome _ ->
            conversation.Beside.Value
            |> List.filter (fun other ->
                other.About.Kind = conversation.About.Kind
                && other.About.Tracker.IsNone
                && other.Endpoints |> Set.exists (fun endpoint -> Set.contains endpoint.Host hosts))

    /// What a ring's capture may lack whole connections of.
    let private holes (conversation: Conversation<RingConversation>) =
        let unregistered = unregistered conversation

        let events =
            conversation :: unregistered |> List.collect (_.Events >> List.rev) |> List.sortBy _.Frame

        [ if not unregistered.IsEmpty then
              { Place = WholeConnections
                Since = ValueNone
                Words = "the capture lacks the registration of peers that its other connections show" }
          yield! ValueOption.toList (CaptureHole.ofShort events) ]

    /// The connections of a conversation, read by a program that waits for whole messages.
    let private decode (codec: ReadMode -> StreamCodec<'message>) conversation =
        let wires: Wires<'message> =
            { Wires.none with
                Streams =
                    ValueSome
                        { Codec = OneMessage.watched (codec ReadMode.WholeMessage)
                          Limits = StreamLimits.standard } }

        let decoded = DecodedConversation.ofWires wires conversation

        { decoded with
            Lacks = holes conversation @ decoded.Lacks }

    /// The processes of programs, each as a participant.
    let private roster title words processes participant callerOf calleeOf =
        let columns =
            processes |> List.mapi (fun column process' -> process', column) |> Map.ofList

        let columnOf process' =
            Map.tryFind process' columns |> ValueOption.ofOption

        { Title = title
          MessageWords = words
          Participants = processes |> List.map participant
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
        | TheTracker _ -> "tracker"
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

    let private candidates codec tracker (struct (party, number)) traffic =
        match party, tracker with
        | TheTracker endpoint, _ -> RingReplay.tracker codec endpoint number traffic
        | RingPeer(handle, listen), ValueSome tracker ->
            RingReplay.peer codec (fun _ -> false) handle listen tracker traffic
        | (RingPeer _ | Unregistered _), _ -> NoCandidates "the capture lacks its registration"
        | Stranger _, _ -> NoPart "this caller registered no peer"

    /// Candidates for a peer whose calls to other peers the capture does not show.
    let private calledUnseen codec tracker calls party divergence =
        match party, tracker with
        | RingPeer(handle, listen), ValueSome tracker when RingExcuses.isOfUnseenPeers tracker calls divergence ->
            let isOther address = Address.partner address <> tracker
            ValueSome(RingReplay.peer codec isOther handle listen tracker)
        | _ -> ValueNone

    /// The processes of programs that may have been started again, in order, each with its number.
    let private processes restarts programs =
        [ for program in programs do
              for number in 0 .. Restarts.count program restarts -> struct (program, number) ]

    let private participant restarts name role candidates inPart excuse (struct (program, number)) =
        let candidates = candidates (struct (program, number))

        { CapturedParticipant.create (Restarts.name (name program) number) (role program) candidates with
            IsReplaced = number < Restarts.count program restarts
            InPart = inPart program
            Excuse = excuse program }

    /// The results of programs whose restarts are known, and when each of them diverges first.
    let private judged programs (roster: Roster<'message>) results =
        let diverging =
            [ for struct (program, _), result in List.zip programs results do
                  match result.Conformance with
                  | Diverges(_, first, _) -> program, first.At
                  | Conforms _
                  | NotJudged _
                  | TakesNoPart _
                  | Absent -> () ]
            |> List.sortByDescending snd
            |> Map.ofList

        struct (roster, results, diverging)

    /// A connection of which the capture shows nothing leaves no trace.
    let private assumes (decoded: DecodedConversation<RingConversation, 'message>) (results: ReplayResult list) =
        let isJudgedInPart = results |> List.exists _.IsInPart

        match decoded.Connections, decoded.Lacks with
        | ([] | [ _ ]), _ -> ValueNone
        | _ when isJudgedInPart -> ValueSome "the capture holds every connection but those from one peer to another"
        | _, [] -> ValueSome "the capture holds every connection"
        | _ -> ValueSome "the capture holds all other connections"

    let private report (decoded: DecodedConversation<RingConversation, 'message>) judge suggestions shown =
        let struct (roster, results, _) =
            Restarts.settle judge (fun (struct (_, _, diverging)) -> diverging) suggestions shown

        let results = CommonSilence.excuse decoded results

        { ConversationReport.ofResults decoded roster results with
            Assumes = assumes decoded results }

    /// A ring by who made its calls.
    let private ringRoster
        (conversation: Conversation<RingConversation>)
        (decoded: DecodedConversation<RingConversation, Message>)
        restarts
        attribution
        =
        let codec = Wire.codec (wireOptions (RingConversation.readMode conversation))
        let tracker = conversation.About.Tracker
        let calls = decoded.Connections
        let parties = CallerAttribution.parties attribution
        let processes = processes restarts parties

        let processOf party (call: RingCall) =
            struct (party, Restarts.processAt party call.Called restarts)

        let title =
            match tracker with
            | ValueSome tracker -> $"Ring of the tracker at {tracker}"
            | ValueNone -> "Peers of a ring"

        roster
            title
            Message.words
            processes
            (participant
                restarts
                (nameOf parties)
                roleOf
                (candidates codec tracker)
                (calledUnseen codec tracker calls)
                (RingExcuses.ofCalls tracker decoded.Horizon attribution calls))
            (fun call -> processOf (CallerAttribution.caller call attribution) call)
            (fun call -> processOf (CallerAttribution.callee call attribution) call)

    let private judgeRing
        (conversation: Conversation<RingConversation>)
        (decoded: DecodedConversation<RingConversation, Message>)
        restarts
        =
        let attribute given =
            CallerAttribution.ofConnections conversation.About.Tracker restarts given decoded.Connections

        let judge known attribution =
            let results =
                ringRoster conversation decoded restarts attribution |> Roster.judgeOthers known decoded

            { Attribution = attribution
              Results = List.zip (processes restarts (CallerAttribution.parties attribution)) results }

        let judgement = GivenCallers.settle attribute judge decoded.Connections

        judged
            (List.map fst judgement.Results)
            (ringRoster conversation decoded restarts judgement.Attribution)
            (judgement.Results |> List.map (fun (_, (_, result)) -> result))

    let private ofRing (conversation: Conversation<RingConversation>) =
        let decoded = decode (wireOptions >> Wire.codec) conversation
        let calls = decoded.Connections

        let shown =
            match conversation.About.Tracker with
            | ValueSome tracker -> Restarts.add (TheTracker tracker) (Restarts.seen tracker calls) Map.empty
            | ValueNone -> Map.empty

        report
            decoded
            (judgeRing conversation decoded)
            [ RingRestarts.firstSeen calls; RingRestarts.registered calls ]
            shown

    /// The participants of part 1.
    type private PartOneRole =
        | Server
        | Client of host: string

    let private judgePartOne
        (conversation: Conversation<RingConversation>)
        tracker
        (decoded: DecodedConversation<RingConversation, PartOne>)
        shown
        restarts
        =
        let codec = PartOne.codec Protocol0 (RingConversation.readMode conversation)

        let roles =
            Server :: (decoded.Connections |> List.map (fun call -> Client call.Caller.Host) |> List.distinct)

        let name role =
            match role with
            | Server -> "tracker"
            | Client host -> $"client {host}"

        let nameOfRole role =
            match role with
            | Server -> "tracker"
            | Client _ -> "client"

        /// The calls that no shown restart of the tracker parts from others: a user who starts it again gives it the same list.
        let ofSameList (traffic: ParticipantTraffic<PartOne>) =
            let number (call: CapturedConnection<PartOne>) =
                Restarts.processAt Server call.Called shown

            match traffic.Called with
            | [] -> []
            | first :: _ -> decoded.Connections |> List.filter (fun call -> number call = number first)

        let candidates (struct (role, _)) =
            match role with
            | Server -> fun traffic -> PartOneReplay.tracker codec (ofSameList traffic) traffic
            | Client _ -> PartOneReplay.client tracker

        let processes = processes restarts roles

        let processOf role (call: CapturedConnection<PartOne>) =
            struct (role, Restarts.processAt role call.Called restarts)

        /// A client whose last call shows no request yet may have been run again.
        let excuse role divergence =
            match role with
            | Server -> RingExcuses.unseenEnd (fun _ -> true) decoded.Connections divergence
            | Client host ->
                let isOwn (call: CapturedConnection<PartOne>) = call.Caller.Host = host

                decoded.Connections
                |> List.filter isOwn
                |> List.tryPick (RingExcuses.unfinished decoded.Horizon >> ValueOption.toOption)
                |> Option.map (fun (struct (_, words)) -> words)
                |> ValueOption.ofOption
                |> ValueOption.orElse (RingExcuses.unseenRun isOwn decoded.Connections divergence)
                |> ValueOption.orElse (RingExcuses.unseenEnd isOwn decoded.Connections divergence)

        roster
            $"Part 1 of the tracker at {tracker}"
            PartOne.words
            processes
            (participant restarts name nameOfRole candidates (fun _ _ -> ValueNone) excuse)
            (fun call -> processOf (Client call.Caller.Host) call)
            (processOf Server)
        |> fun roster -> judged processes roster (Roster.judge decoded roster)

    let private ofPartOne (conversation: Conversation<RingConversation>) =
        let decoded = decode (PartOne.codec Protocol0) conversation
        let calls = decoded.Connections

        let tracker =
            conversation.About.Tracker |> ValueOption.defaultWith (fun () -> calls.Head.Callee)

        let suggestion role =
            match role with
            | Server -> PartOneReplay.restarts calls
            | Client host -> PartOneReplay.runs host calls

        let shown = Restarts.add Server (Restarts.seen tracker calls) Map.empty

        report decoded (judgePartOne conversation tracker decoded shown) [ suggestion ] shown

    /// Whether a tracker answers the requests of part 1 as that of a ring does.
    let private isRefused conversation =
        (decode (wireOptions >> Wire.codec) conversation).Connections
        |> List.exists (fun call ->
            match CapturedConnection.answer call with
            | ValueSome(Remark _) -> true
            | _ -> false)

    /// Decodes and judges a conversation.
    let judge (conversation: Conversation<RingConversation>) =
        match conversation.About.Kind with
        | OfPartOne when not (isRefused conversation) -> ofPartOne conversation
        | OfPartOne
        | OfRing -> ofRing conversation

    /// Finds and judges the conversations of trackers and their peers, of the ring and of part 1.
    let analyzer = CaptureAnalyzer.create RingConversation.recognizer judge
