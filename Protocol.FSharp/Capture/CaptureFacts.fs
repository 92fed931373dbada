namespace PeerFunctional.Capture

type CaptureFacts =
    { Began: int64 voption
      Dropped: int64
      Cut: int64
      CutAt: int
      Unfinished: int64
      Timeless: int64
      Unordered: int64
      Grain: int64
      IsDoubled: bool
      Doubled: Set<GapPlace>
      MayBeCopies: Set<int64>
      Listeners: Listeners
      Gaps: CaptureGap list
      Contents: CaptureContents }

module CaptureFacts =

    [<Literal>]
    let MaxGaps = 1_024

    [<Literal>]
    let CoarseGrain = 50_000_000L

    let none =
        { Began = ValueNone
          Dropped = 0L
          Cut = 0L
          CutAt = 0
          Unfinished = 0L
          Timeless = 0L
          Unordered = 0L
          Grain = 0L
          IsDoubled = false
          Doubled = Set.empty
          MayBeCopies = Set.empty
          Listeners = Listeners.none
          Gaps = []
          Contents = CaptureContents.empty }

    /// Times that differ, from which on their grain is told.
    [<Literal>]
    let private MinTimes = 3L

    /// Why something is missing.
    type private Loss =
        | Dropping
        | Cutting

    /// A capture that is being surveyed.
    [<NoEquality; NoComparison>]
    type private Survey =
        {
            Facts: CaptureFacts
            Listeners: Listeners
            Contents: CaptureContents
            /// The last counters of the section's interfaces with the time before them, and the sum of the sections before.
            Counters: Map<uint32, struct (int64 * int64 voption)>
            Counted: int64
            /// The sum of what single frames tell.
            Told: int64
            /// What was lost where, and the time before it; last first.
            Losses: (struct (Loss * GapPlace * int64 voption)) list
            LossCount: int
            Time: int64 voption
            First: int64 voption
            /// Frames with a time of their own.
            Timed: int64
            Recent: RecentPackets
            IpReassembly: IpReassembly
            Frames: int64
            Copies: int64
            Flows: DoubledFlows
        }

    let private lose loss place since survey =
        if survey.LossCount < MaxGaps then
            { survey with
                Losses = struct (loss, place, since) :: survey.Losses
                LossCount = survey.LossCount + 1 }
        elif survey.LossCount = MaxGaps then
            { survey with
                Losses = struct (loss, Anywhere, since) :: survey.Losses
                LossCount = survey.LossCount + 1 }
        else
            survey

    let rec private commonDivisor (one: int64) other =
        if other = 0L then
            one
        else
            commonDivisor other (one % other)

    /// The time of a frame, and the longest span of which all times so far are multiples, from the first on.
    let private ofTime (frame: Frame) survey =
        match frame.Time with
        | ValueNone ->
            { survey with
                Frames = survey.Frames + 1L
                Facts.Timeless = survey.Facts.Timeless + 1L }
        | ValueSome time ->
            let first = survey.First |> ValueOption.defaultValue time
            let moved = survey.Time <> ValueSome time

            let isEarlier = survey.Time |> ValueOption.exists (fun before -> time < before)

            let grain =
                if survey.Facts.Grain = 1L then
                    1L
                else
                    commonDivisor survey.Facts.Grain (abs (time - first))

            { survey with
                Frames = survey.Frames + 1L
                Time = ValueSome time
                First = ValueSome first
                Timed = if moved then survey.Timed + 1L else survey.Timed
                Facts =
                    if isEarlier || grain <> survey.Facts.Grain then
                        { survey.Facts with
                            Unordered = survey.Facts.Unordered + (if isEarlier then 1L else 0L)
                            Grain = grain }
                    else
                        survey.Facts }

    /// A packet of which the capture cut off the end.
    let private ofCut (frame: Frame) place survey =
        { survey with
            Facts.Cut = survey.Facts.Cut + 1L
            Facts.CutAt = max survey.Facts.CutAt frame.Bytes.Length
            Contents = CaptureContents.addUnread Truncated survey.Contents }
        |> lose Cutting place frame.Time

    let private ofCutPacket (frame: Frame) (packet: IpPacket) missing survey =
        match TransportLayer.ofCut packet missing with
        // Its stream tells which bytes it lacks.
        | Ok _ ->
            { survey with
                Facts.Cut = survey.Facts.Cut + 1L
                Facts.CutAt = max survey.Facts.CutAt frame.Bytes.Length
                Listeners = Listeners.addPacket packet survey.Listeners
                Contents = CaptureContents.addPacket packet survey.Contents }
        | Error _ -> survey |> ofCut frame (IpPacket.way packet)

    let private ofPacket time packet survey =
        let struct (recent, repetition) = RecentPackets.add time packet survey.Recent
        let struct (fragments, _) = IpReassembly.add time packet survey.IpReassembly

        { survey with
            Recent = recent
            IpReassembly = fragments
            Listeners = Listeners.addPacket packet survey.Listeners
            Contents = CaptureContents.addPacket packet survey.Contents
            Copies = survey.Copies + (if repetition.IsCopy then 1L else 0L)
            Flows = DoubledFlows.add survey.Frames packet repetition survey.Flows }

    let private ofFrame (frame: Frame) survey =
        let survey =
            if frame.Dropped > 0L then
                { survey with
                    Told = survey.Told + frame.Dropped }
                |> lose Dropping Anywhere survey.Time
            else
                survey

        let survey = ofTime frame survey
        let time = survey.Time |> ValueOption.defaultValue 0L
        let isCut = frame.Length > int64 frame.Bytes.Length

        match Capture.packet frame with
        | Ok struct (packet, 0) -> ofPacket time packet survey
        | Ok struct (packet, missing) when isCut -> ofCutPacket frame packet missing survey
        | Ok _ ->
            { survey with
                Contents = CaptureContents.addUnread Truncated survey.Contents }
        | Error(Truncated | BadLength) when isCut -> ofCut frame Anywhere survey
        | Error reason ->
            { survey with
                Contents = CaptureContents.addUnread reason survey.Contents }

    /// The frames that the counters of interfaces call dropped.
    let private counted survey =
        survey.Counters.Values |> Seq.fold (fun sum (struct (dropped, _)) -> sum + dropped) survey.Counted

    /// A counter that grew tells of a loss since it was read before.
    let private ofCounter number dropped survey =
        let struct (before, since) =
            Map.tryFind number survey.Counters |> Option.defaultValue (struct (0L, ValueNone))

        { survey with
            Counters = Map.add number (struct (dropped, survey.Time)) survey.Counters }
        |> (if dropped > before then
                lose Dropping Anywhere since
            else
                id)

    let private ofBlock survey block =
        match block with
        | Captured frame -> ofFrame frame survey
        | InterfaceStatistics(number, dropped) -> ofCounter number dropped survey
        | SectionHeader ->
            { survey with
                Counters = Map.empty
                Counted = counted survey }
        | InterfaceDescription _
        | Secrets _
        | Skipped _
        | Damaged _ -> survey

    let private few count one many =
        if count = 1L then $"1 {one}" else $"{count} {many}"

    let private droppedWords facts =
        $"""the capturing machine dropped {few facts.Dropped "frame" "frames"}"""

    let private cutWords facts =
        $"""{few facts.Cut "frame was" "frames were"} cut by the capture ({facts.CutAt} bytes)"""

    let private fragmentWords facts =
        $"""the capture lacks fragments of {few facts.Unfinished "datagram" "datagrams"}"""

    let private timelessWords = "the capture keeps no times"

    let private unorderedWords facts =
        $"""{few facts.Unordered "frame stands" "frames stand"} behind a later one: put them in the order of their times, such as with reordercap"""

    let private coarseWords facts =
        $"the capture's times are multiples of {facts.Grain / 1_000_000L} ms, which is too coarse to judge the timers of peers"

    /// Whether times are so coarse that timers cannot be held against them.
    let private isCoarse facts = facts.Grain >= CoarseGrain

    let private gaps survey facts =
        let gap place since words =
            { Place = place
              Since = since
              Words = words }

        [ if facts.Timeless > 0L then
              gap Anywhere ValueNone timelessWords

          if facts.Unordered > 0L then
              gap Anywhere ValueNone (unorderedWords facts)

          if isCoarse facts then
              gap Anywhere ValueNone (coarseWords facts)

          for struct (loss, place, since) in List.rev survey.Losses do
              match loss with
              | Dropping -> gap place since (droppedWords facts)
              | Cutting -> gap place since (cutWords facts)

          for struct (began, place) in IpReassembly.lost survey.IpReassembly do
              gap place (ValueSome began) (fragmentWords facts)

          if facts.Unfinished > int64 IpReassembly.MaxLost then
              gap Anywhere ValueNone (fragmentWords facts) ]

    let ofBlocks (blocks: Block seq) =
        let survey =
            ({ Facts = none
               Listeners = none.Listeners
               Contents = none.Contents
               Counters = Map.empty
               Counted = 0L
               Told = 0L
               Losses = []
               LossCount = 0
               Time = ValueNone
               First = ValueNone
               Timed = 0L
               Recent = RecentPackets.empty
               IpReassembly = IpReassembly.empty
               Frames = 0L
               Copies = 0L
               Flows = DoubledFlows.empty },
             blocks)
            ||> Seq.fold ofBlock

        let doubled = DoubledFlows.doubled survey.Flows

        /// Whether all frames have one time: then it tells nothing.
        let isOneTime =
            survey.Timed = 1L && survey.Facts.Timeless = 0L && survey.Frames >= MinTimes

        let facts =
            { survey.Facts with
                Began = survey.First
                CaptureFacts.Listeners = survey.Listeners
                CaptureFacts.Contents = survey.Contents
                // Both count the same frames where a capture has both.
                Dropped = max (counted survey) survey.Told
                Unfinished = IpReassembly.unfinished survey.IpReassembly
                // A few times may be multiples of anything.
                Grain = if survey.Timed < MinTimes then 0L else survey.Facts.Grain
                Timeless = if isOneTime then survey.Frames else survey.Facts.Timeless
                IsDoubled = survey.Copies > 0L || not doubled.IsEmpty
                Doubled = doubled
                MayBeCopies = DoubledFlows.undecided survey.Flows }

        { facts with Gaps = gaps survey facts }

    let lacks facts =
        [ if facts.Dropped > 0L then
              droppedWords facts

          if facts.Cut > 0L then
              cutWords facts

          if facts.Unfinished > 0L then
              fragmentWords facts

          if facts.Timeless > 0L then
              timelessWords

          if facts.Unordered > 0L then
              unorderedWords facts

          if isCoarse facts then
              coarseWords facts ]

    let warnings facts =
        [ yield! lacks facts
          if facts.IsDoubled then
              "the capture shows packets twice, as bridges, mirrors and the device 'any' do; each packet counts once" ]
