namespace PeerFunctional.Capture

/// One end of the way of something that a capture lacks; no port where only a host is known.
[<Struct>]
type GapEnd = { Host: string; Port: int voption }

/// The way of something that a capture lacks.
type GapPlace =
    | Anywhere

    /// In connections of which the capture shows nothing.
    | WholeConnections
    | Between of GapEnd * GapEnd

/// Something that a capture lacks.
type CaptureGap =
    {
        Place: GapPlace

        /// The time before which nothing of it is missing, in nanoseconds since 1970; none where that is unknown.
        Since: int64 voption

        /// What the capture lacks, in words.
        Words: string
    }
