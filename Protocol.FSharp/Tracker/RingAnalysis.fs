namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Encoding
open PeerFunctional.Verification

/// The participants of captured conversations with trackers, of the ring and of part 1.
module RingAnalysis =

    let private speech reading =
        { Dialect = Program
          Protocol = Protocol0
          Reading = reading }

    /// The connections of a conversation, read by a program that waits for whole messages.
    let private decode (codec: ReadingStyle -> StreamCodec<'message>) conversation =
        let wires: Wires<'message> =
            { Datagrams = ValueNone
              Streams =
                ValueSome
                    { Codec = codec ReadingStyle.Whole
                      Limits = StreamLimits.standard } }

        DecodedConversation.ofWires wires conversation

    let private roster title words guests participant callerOf calleeOf =
        let columns = guests |> List.mapi (fun column guest -> guest, column) |> Map.ofList

        let columnOf guest =
            Map.tryFind guest columns |> ValueOption.ofOption

        { Title = title
          MessageWords = words
          Participants = guests |> List.map participant
          OfEndpoint = fun _ -> ValueNone
          OfCaller = callerOf >> columnOf
          OfCallee = calleeOf >> columnOf }

    let private nameOf guests =
        let handles =
            guests
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

    let private roleOf guest =
        match guest with
        | TheTracker _ -> "tracker"
        | RingPeer _
        | Unregistered _ -> "peer"
        | Stranger _ -> "stranger"

    let private candidates codec tracker guest traffic =
        match guest, tracker with
        | TheTracker endpoint, _ -> RingReplay.tracker codec endpoint traffic
        | RingPeer(handle, listen), ValueSome tracker -> RingReplay.peer codec handle listen tracker traffic
        | (RingPeer _ | Unregistered _), _ -> NoCandidates "the capture lacks its registration"
        | Stranger _, _ -> NoCandidates "it registered no peer: what it says is its own affair"

    /// Who records a tracker does not see what its peers ask each other.
    let private excuse tracker guest (calls: RingCall list) =
        let peersMeet =
            calls
            |> List.exists (fun call ->
                match CapturedConnection.request call with
                | ValueSome(Query _) -> ValueSome call.Callee <> tracker
                | _ -> false)

        fun divergence ->
            match guest, tracker with
            | RingPeer _, ValueSome tracker when not peersMeet && RingReplay.lacksQuery tracker divergence ->
                ValueSome "the capture has no query from a peer to another"
            | _ -> ValueNone

    let private ofRing (conversation: Conversation<RingConversation>) =
        let decoded = decode (speech >> Wire.codec) conversation
        let codec = Wire.codec (speech (RingConversation.readingStyle conversation))
        let tracker = conversation.About.Tracker
        let attendance = Attendance.ofConnections tracker decoded.Connections
        let guests = Attendance.guests attendance
        let name = nameOf guests

        let title =
            match tracker with
            | ValueSome tracker -> $"Ring of the tracker at {tracker}"
            | ValueNone -> "Peers of a ring"

        let participant guest =
            { Name = name guest
              Role = roleOf guest
              Candidates = candidates codec tracker guest
              Excuse = excuse tracker guest decoded.Connections }

        let callee (call: RingCall) =
            Attendance.peerAt call.Callee attendance |> Option.defaultValue (Unregistered call.Callee)

        let roster =
            roster title Message.words guests participant (fun call -> Attendance.caller call attendance) callee

        ConversationReport.create decoded roster

    /// Who takes part in part 1.
    type private PartOneRole =
        | Server
        | Client of host: string

    let private ofPartOne (conversation: Conversation<RingConversation>) =
        let decoded = decode (PartOne.codec Protocol0) conversation
        let codec = PartOne.codec Protocol0 (RingConversation.readingStyle conversation)

        let guests =
            Server :: (decoded.Connections |> List.map (fun call -> Client call.Caller.Host) |> List.distinct)

        let tracker =
            conversation.About.Tracker |> ValueOption.defaultWith (fun () -> decoded.Connections.Head.Callee)

        let participant guest =
            match guest with
            | Server -> CapturedParticipant.create "tracker" "tracker" (PartOneReplay.tracker codec)
            | Client host -> CapturedParticipant.create $"client {host}" "client" (PartOneReplay.client tracker)

        let roster =
            roster
                $"Part 1 of the tracker at {tracker}"
                PartOne.words
                guests
                participant
                (fun call -> Client call.Caller.Host)
                (fun _ -> Server)

        ConversationReport.create decoded roster

    /// Decodes and judges a conversation.
    let judge (conversation: Conversation<RingConversation>) =
        match conversation.About.Subject with
        | OfRing -> ofRing conversation
        | OfPartOne -> ofPartOne conversation

    /// Finds and judges the conversations of trackers and their peers, of the ring and of part 1.
    let analyzer = CaptureAnalyzer.create RingConversation.recognizer judge
