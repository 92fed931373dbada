namespace PeerFunctional.CapnWeb

/// How much a message may cost its receiver. Each side has its own limits; they are never negotiated.
type WireLimits =
    {
        /// UTF-16 units of a message's text.
        MessageLength: int
        /// Values nested in one another, with the outermost and the innermost. An instruction of a mapping program starts anew.
        Nesting: int
        /// Mapping programs nested in one another.
        ProgramNesting: int
        /// Characters of an integer of any size; a minus sign counts.
        BigIntLength: int
        /// Values of a message, with keys of objects, steps of paths and HTTP headers.
        Values: int
    }

module WireLimits =

    /// The most values that a sender nests in one another: 255 around an innermost one.
    [<Literal>]
    let SentNesting = 256

    /// The most mapping programs that a sender nests in one another.
    [<Literal>]
    let SentProgramNesting = 4

    /// The limits of npm's receiver; the two that it has not are ours.
    let standard =
        { MessageLength = 33_554_432
          Nesting = 256
          ProgramNesting = 4
          BigIntLength = 16_384
          Values = 1_048_576 }
