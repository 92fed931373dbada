namespace PeerFunctional.Verification

open PeerFunctional.Kernel

module JournalTimeline =

    /// The lane of the machine whose journal it is.
    [<Literal>]
    let private Own = 0

    [<NoEquality; NoComparison>]
    type private PartialTimeline =
        {
            /// Partners by their names, last first.
            Partners: string list
            /// The lanes of all addresses seen, and of all partners.
            Lanes: Map<Address, int>
            Named: Map<string, int>
            Messages: int
            /// Last first.
            Events: TimedEvent list
        }

    let private lane
        (words: RoleWords<_, _, _, _, _>)
        (run: RecordedRun<_, _, _, _, _, _, _, _>)
        address
        message
        (timeline: PartialTimeline)
        =
        match Map.tryFind address timeline.Lanes with
        | Some lane -> struct (lane, timeline)
        | None ->
            let partner = words.Partner run.State address message

            let lane, timeline =
                match Map.tryFind partner timeline.Named with
                | Some lane -> lane, timeline
                | None ->
                    let lane = timeline.Partners.Length + 1

                    lane,
                    { timeline with
                        Partners = partner :: timeline.Partners
                        Named = Map.add partner lane timeline.Named }

            struct (lane,
                    { timeline with
                        Lanes = Map.add address lane timeline.Lanes })

    let private add
        (words: RoleWords<_, _, _, _, _>)
        (run: RecordedRun<_, _, _, _, _, _, _, _>)
        event
        (timeline: PartialTimeline)
        =
        let timed: TimedEvent =
            { At = run.At
              Event = event
              State = ValueSome(words.State run.State)
              Step = ValueNone }

        { timeline with
            Events = timed :: timeline.Events }

    let private sent
        (words: RoleWords<_, _, _, _, _>)
        (run: RecordedRun<_, _, _, _, _, _, _, _>)
        address
        message
        (timeline: PartialTimeline)
        =
        let struct (lane, timeline) = lane words run address message timeline

        { timeline with
            Messages = timeline.Messages + 1 }
        |> add words run (Sent(timeline.Messages, Own, lane, words.Message message))

    /// A journal knows when a message came, not when it was sent or what its sender's state was.
    let private received
        (words: RoleWords<_, _, _, _, _>)
        (run: RecordedRun<_, _, _, _, _, _, _, _>)
        address
        message
        (timeline: PartialTimeline)
        =
        let struct (lane, timeline) = lane words run address message timeline

        let sent: TimedEvent =
            { At = run.At
              Event = Sent(timeline.Messages, lane, Own, words.Message message)
              State = ValueNone
              Step = ValueNone }

        { timeline with
            Messages = timeline.Messages + 1
            Events = sent :: timeline.Events }
        |> add words run (Delivered timeline.Messages)

    /// Whether others see anything of an output.
    let private isSeen (output: Output<_, _, _, _, _>) = output.IsSend || output.IsOpen

    let private ofInput (words: RoleWords<_, _, _, _, _>) run input outputs (timeline: PartialTimeline) =
        match input with
        | Received(sender, message) -> received words run sender message timeline
        | Malformed(sender, malformation) ->
            add words run (Garbled(Own, $"{malformation.Problem}, from {Address.words sender}")) timeline
        | Input.TimerFired timer when List.exists isSeen outputs ->
            add words run (TimelineEvent.TimerFired(Own, words.Timer timer)) timeline
        | Commanded command -> add words run (Noticed(Own, words.Command command)) timeline
        // Calls and orderly ends go without saying: what is said on a connection shows them.
        | Started
        | Input.TimerFired _
        | Answered _
        | Opened _
        | Input.Closed(_, CloseReason.ClosedByPartner) -> timeline
        | Input.Closed(address, reason) ->
            add
                words
                run
                (Remarked(ValueSome Own, $"connection with {Address.words address}: {CloseReason.words reason}"))
                timeline

    let private ofOutput (words: RoleWords<_, _, _, _, _>) run (timeline: PartialTimeline) output =
        match output with
        | Send(recipient, message) -> sent words run recipient message timeline
        | Tell notice -> add words run (Noticed(Own, words.Notice notice)) timeline
        | Finish -> add words run (Finished Own) timeline
        | Ask _
        | SetTimer _
        | CancelTimer _
        | Open _
        | HalfClose _
        | Close _ -> timeline

    let private ofRun
        (words: RoleWords<_, _, _, _, _>)
        (timeline: PartialTimeline)
        (run: RecordedRun<_, _, _, _, _, _, _, _>)
        =
        match run.Last with
        | ValueSome struct (input, outputs) ->
            outputs |> List.fold (ofOutput words run) (ofInput words run input outputs timeline)
        | ValueNone -> timeline

    let private inputOf (run: RecordedRun<_, _, _, _, _, _, _, _>) =
        match run.Last with
        | ValueSome struct (input, _) -> Some input
        | ValueNone -> None

    let ofRuns title (role: MachineRole<_, _, _, _, _, _, _, _>) (runs: RecordedRun<_, _, _, _, _, _, _, _> list) =
        let told own (timeline: PartialTimeline) : Timeline =
            { Title = title
              Lanes = own :: List.rev timeline.Partners
              Events = List.rev timeline.Events
              Conclusion = [ $"{max 0 (runs.Length - 1)} steps; after every step the digest equals the journal's" ]
              SecondRun = ValueNone
              Numbering = Numbering.Steps }

        let empty: PartialTimeline =
            { Partners = []
              Lanes = Map.empty
              Named = Map.empty
              Messages = 0
              Events = [] }

        match runs with
        | [] -> told "peer" empty
        | first :: _ ->
            let words = role.Words first.Settings (List.choose inputOf runs)
            runs |> List.fold (ofRun words) empty |> told words.Own
