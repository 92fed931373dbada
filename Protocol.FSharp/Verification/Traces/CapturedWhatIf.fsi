namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// How a side of a future ends.
type FutureEnd =
    {
        Name: string

        /// Its state in words.
        Words: string
    }

/// What the machines of a captured conversation do from a message on, without another fault and with nothing more asked by their users.
type CapturedFuture =
    {
        Timeline: Timeline
        Steps: int
        Ends: FutureEnd list

        /// What the capture never shows and a machine would have needed, in words: from there on the future is unknown.
        Lacks: string voption
    }

/// Both futures of a captured conversation.
type CapturedFutures =
    {
        /// The message arrives, as the capture shows it.
        AsItWas: CapturedFuture
        Changed: CapturedFuture

        /// The change, in words.
        Words: string

        /// Both, the lanes of one beside those of the other.
        Timeline: Timeline
    }

module CapturedWhatIf =

    /// What machine time a future has, at most, beyond its beginning.
    val span: System.TimeSpan

    /// Both futures from the message of a frame on. The error says what can be done there, or why it cannot be told.
    val futures: frame: int64 -> cut: ICapturedCut -> change: WhatIfChange -> Result<CapturedFutures, string>

    /// What the change comes to at the message of a frame; none where it cannot be made there.
    val outcome: frame: int64 -> cut: ICapturedCut -> change: WhatIfChange -> ChangedStep voption

    /// Whether a future is told to its end, and each side ends as in the other.
    val isSame: futures: CapturedFutures -> bool

    /// What the change came to, in sentences.
    val verdict: futures: CapturedFutures -> string list
