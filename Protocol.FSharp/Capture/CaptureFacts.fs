namespace PeerFunctional.Capture

type CaptureFacts =
    { Dropped: int64
      Cut: int64
      CutAt: int
      Unfinished: int64
      Timeless: int64
      IsDoubled: bool }

module CaptureFacts =

    let none =
        { Dropped = 0L
          Cut = 0L
          CutAt = 0
          Unfinished = 0L
          Timeless = 0L
          IsDoubled = false }

    /// A capture that is being surveyed.
    [<NoEquality; NoComparison>]
    type private Survey =
        {
            Facts: CaptureFacts
            /// The last counters of the section's interfaces, and the sum of the sections before it.
            Counters: Map<uint32, int64>
            Counted: int64
            /// The sum of what single frames tell.
            Told: int64
            Time: int64
            Recent: RecentPackets
            Fragments: Fragments
            Packets: int64
            Repeats: int64
        }

    let private ofFrame (frame: Frame) survey =
        let facts = survey.Facts
        let time = frame.Time |> ValueOption.defaultValue survey.Time

        let facts =
            if frame.Time.IsNone then
                { facts with
                    Timeless = facts.Timeless + 1L }
            else
                facts

        match Link.ipPacket frame.LinkType frame.Bytes with
        | Error _ ->
            { survey with
                Facts = facts
                Time = time }
        | Ok bytes ->
            let struct (recent, isRepeat) = RecentPackets.add time bytes survey.Recent

            let struct (fragments, facts) =
                match IpPacket.parse bytes with
                | Ok packet ->
                    let struct (fragments, _) = Fragments.add time packet survey.Fragments
                    struct (fragments, facts)
                | Error Truncated when frame.Length > int64 frame.Bytes.Length ->
                    struct (survey.Fragments,
                            { facts with
                                Cut = facts.Cut + 1L
                                CutAt = max facts.CutAt frame.Bytes.Length })
                | Error _ -> struct (survey.Fragments, facts)

            { survey with
                Facts = facts
                Time = time
                Recent = recent
                Fragments = fragments
                Packets = survey.Packets + 1L
                Repeats = survey.Repeats + (if isRepeat then 1L else 0L) }

    /// The frames that the counters of interfaces call dropped.
    let private counted survey =
        survey.Counted + Seq.sum survey.Counters.Values

    let private ofBlock survey block =
        match block with
        | Captured frame ->
            { ofFrame frame survey with
                Told = survey.Told + frame.Dropped }
        | InterfaceStatistics(number, dropped) ->
            { survey with
                Counters = Map.add number dropped survey.Counters }
        | SectionHeader ->
            { survey with
                Counters = Map.empty
                Counted = counted survey }
        | InterfaceDescription _
        | Skipped _
        | Damaged _ -> survey

    let ofBlocks (blocks: Block seq) =
        let survey =
            ({ Facts = none
               Counters = Map.empty
               Counted = 0L
               Told = 0L
               Time = 0L
               Recent = RecentPackets.empty
               Fragments = Fragments.empty
               Packets = 0L
               Repeats = 0L },
             blocks)
            ||> Seq.fold ofBlock

        { survey.Facts with
            // Both count the same frames where a capture has both.
            Dropped = max (counted survey) survey.Told
            Unfinished = Fragments.unfinished survey.Fragments
            // A pair leaves one of two; a few packets may have lost their second.
            IsDoubled = survey.Repeats > 0L && survey.Repeats * 5L >= survey.Packets * 2L }

    let private few count one many =
        if count = 1L then $"1 {one}" else $"{count} {many}"

    let lacks facts =
        [ if facts.Dropped > 0L then
              $"""the capturing machine dropped {few facts.Dropped "frame" "frames"}"""

          if facts.Cut > 0L then
              $"""{few facts.Cut "frame was" "frames were"} cut by the capture ({facts.CutAt} bytes)"""

          if facts.Unfinished > 0L then
              $"""the capture lacks fragments of {few facts.Unfinished "datagram" "datagrams"}"""

          if facts.Timeless > 0L then
              "the capture keeps no times" ]

    let warnings facts =
        [ yield! lacks facts
          if facts.IsDoubled then
              "the capture shows packets twice, as bridges, mirrors and the device 'any' do: each counts once" ]
