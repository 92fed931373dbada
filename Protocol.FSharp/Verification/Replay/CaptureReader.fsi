namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// A capture being read, a frame at a time: packets are put together, and segments are sorted into connections.
[<NoEquality; NoComparison>]
type CaptureReader

module CaptureReader =

    /// A reader of a capture of which these facts are known: it reads a packet that is there twice once.
    val start: facts: CaptureFacts -> CaptureReader

    /// The time of the last frame that has one, in nanoseconds since 1970; 0 before it.
    val until: reader: CaptureReader -> int64

    /// Takes the next frame, whose bytes must not change from then on; answers what it shows, first to last. A frame without
    /// a time has the time of the frame before it.
    val read: frame: Frame -> reader: CaptureReader -> struct (CaptureReader * CapturedEvent list)

    /// What the last frames show that waited for others.
    val finish: reader: CaptureReader -> struct (CaptureReader * CapturedEvent list)

    /// Nothing more is told of a connection, by its number.
    val forget: connection: int64 -> reader: CaptureReader -> CaptureReader
