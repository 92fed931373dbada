namespace PeerFunctional.Capture

/// What a capture tells of itself that limits what it can show of its peers.
type CaptureFacts =
    {
        /// The time of the first frame that has one, in nanoseconds since 1970, from which the times of a capture are told; none where no frame has a
        /// time.
        Began: int64 voption

        /// Frames that the capturing machine dropped, as the capture's own counters tell (pcapng `isb_ifdrop`, `isb_osdrop`,
        /// `epb_dropcount`).
        Dropped: int64

        /// Frames that were cut inside an IP packet, and the most bytes that were kept of one.
        Cut: int64
        CutAt: int

        /// Packets of which fragments are missing.
        Unfinished: int64

        /// Frames without a time.
        Timeless: int64

        /// Frames whose time is before that of the frame before them: what was sent first is not known.
        Unordered: int64

        /// The longest span of which all times are multiples, from the first on, in nanoseconds; 0 where too few differ.
        Grain: int64

        /// Whether packets are there twice.
        IsDoubled: bool

        /// The ends between which datagrams without a number are there twice.
        Doubled: Set<GapPlace>

        /// Frames that repeat a datagram without a number: its sender may have sent it once or twice.
        MayBeCopies: Set<int64>

        /// Who was called, by every connection of the capture whose opening it shows.
        Listeners: Listeners

        /// What the capture lacks, where and since when.
        Gaps: CaptureGap list
        Contents: CaptureContents
    }

module CaptureFacts =

    /// Single losses that are told apart; those behind them are taken as anywhere.
    [<Literal>]
    val MaxGaps: int = 1024

    /// From this grain on, in nanoseconds, times are too coarse for the timers of peers.
    [<Literal>]
    val CoarseGrain: int64 = 50000000L

    /// A capture that holds everything.
    val none: CaptureFacts

    /// Reads the blocks of a whole capture.
    val ofBlocks: blocks: Block seq -> CaptureFacts

    /// What the capture lacks, in words: it may explain whatever a peer seems to have done wrong.
    val lacks: facts: CaptureFacts -> string list

    /// What a reader of the capture should know, in sentences.
    val warnings: facts: CaptureFacts -> string list
