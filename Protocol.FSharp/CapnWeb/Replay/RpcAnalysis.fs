namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The two ends of captured sessions.
module RpcAnalysis =

    let private segments: StreamCodec<CapturedRpc> =
        let rec decoder: StreamDecoder<CapturedRpc> =
            { Take = fun bytes -> struct ([ Ok(Segment bytes) ], decoder)
              Block = fun () -> ValueNone
              AtEnd = fun () -> [] }

        { Write = fun _ -> ReadOnlyMemory.Empty
          Decoder = fun _ -> decoder }

    let private wires: Wires<CapturedRpc> =
        { Wires.none with
            Streams =
                ValueSome
                    { Codec = segments
                      Limits = StreamLimits.standard } }

    let private result conformance states =
        { ReplayResult.without conformance with
            States = lazy states }

    /// The verdict on an end, by what was found in each of its sessions; `gaps` is what the capture lacks after them.
    let private verdict (gaps: SessionGap list) findings =
        let struct (accusations, reasons, states) =
            (findings, struct ([], [], Map.empty))
            ||> List.foldBack (fun finding (struct (accusations, reasons, states)) ->
                match finding with
                | SessionFinding.Accused divergence -> struct (divergence :: accusations, reasons, states)
                | SessionFinding.Undecided reason -> struct (accusations, reason :: reasons, states)
                | SessionFinding.Explained found ->
                    struct (accusations,
                            reasons,
                            (states, found) ||> Map.fold (fun all frame words -> Map.add frame words all)))

        match accusations, reasons @ (gaps |> List.map _.Words) |> List.distinct with
        | first :: later, _ -> result (Diverges(ValueNone, first, later)) Map.empty
        | [], (_ :: _ as reasons) -> result (NotJudged(String.concat "; " (List.truncate 3 reasons))) Map.empty
        | [], [] -> result (Conforms(ValueNone, TimeSpan.Zero)) states

    let private said side (read: CapturedSessions) =
        match side with
        | Caller -> read.Connection.OfCaller.Messages
        | Callee -> read.Connection.OfCallee.Messages

    let private participant keepsStates name role side (read: CapturedSessions) =
        let found =
            lazy
                (let result =
                    if (said side read).IsEmpty && read.Gaps.IsEmpty then
                        result Absent Map.empty
                    else
                        read.Sessions
                        |> List.map (SessionReplay.judge keepsStates side)
                        |> verdict (read.Gaps |> List.filter (fun gap -> side = Callee || not gap.IsOfServer))

                 struct (0, result))

        CapturedParticipant.create name role (fun _ -> Candidates [ fun () -> found.Value ])

    let private roster keepsStates title (client: string) (server: string) read =
        { Title = title
          MessageWords = CapturedRpc.words
          Participants =
            [ participant keepsStates client "client" Caller read
              participant keepsStates server "server" Callee read ]
          OfEndpoint = fun _ -> ValueNone
          OfCaller = fun _ -> ValueSome 0
          OfCallee = fun _ -> ValueSome 1 }

    /// Judges sessions that are read; the names are those of the ends.
    let report title client server (decoded: DecodedConversation<unit, CapturedRpc>) (read: CapturedSessions) =
        roster decoded.Judging.KeepsStates title client server read
        |> ConversationReport.create
            { decoded with
                Connections = [ read.Connection ] }

    let private decode conversation =
        DecodedConversation.ofWires wires conversation

    let private judge (conversation: Conversation<unit>) =
        let decoded = decode conversation
        // Each connection is a conversation.
        let read = SessionReading.ofSegments decoded.Connections.Head
        let callee = read.Connection.Callee
        report $"Cap'n Web at {callee}" $"{read.Connection.Caller}" $"{callee}" decoded read

    /// A connection without a message of Cap'n Web belongs to another protocol.
    let private ours (conversation: Conversation<unit>) =
        if (decode conversation).Connections |> List.exists SessionReading.hasMessage then
            [ conversation ]
        else
            []

    /// Finds and judges captured sessions.
    let analyzer = CaptureAnalyzer.ofParts RpcConversation.recognizer ours judge
