namespace PeerFunctional.Capture

open System

/// Packets seen a moment ago, for captures that show every packet twice, as bridges, mirrors and the `any` device of Linux do.
[<NoEquality; NoComparison>]
type RecentPackets

module RecentPackets =

    /// How long a packet is kept, in nanoseconds of capture time, and how many are.
    [<Literal>]
    val MaxAge: int64 = 10000000L

    [<Literal>]
    val MaxCount: int = 16

    val empty: RecentPackets

    /// Takes the bytes of an IP packet, which must not change from then on; answers whether it is the second of a pair.
    val add: time: int64 -> packet: ReadOnlyMemory<byte> -> recent: RecentPackets -> struct (RecentPackets * bool)

/// What a capture tells of itself that limits what it can show of its peers.
type CaptureFacts =
    {
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

        /// Whether packets are there twice.
        IsDoubled: bool
    }

module CaptureFacts =

    /// A capture that holds everything.
    val none: CaptureFacts

    /// Reads the blocks of a whole capture.
    val ofBlocks: blocks: Block seq -> CaptureFacts

    /// What the capture lacks, in words: it may explain whatever a peer seems to have done wrong.
    val lacks: facts: CaptureFacts -> string list

    /// What a reader of the capture should know, in sentences.
    val warnings: facts: CaptureFacts -> string list
