namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel

/// Why bytes are no message: the problems that a session ends with.
module WireProblem =

    /// The text is not JSON.
    [<Literal>]
    let BadJson = "bad-json"

    /// The digits of a bigint are none.
    [<Literal>]
    let BadBigInt = "bad-bigint"

    /// JSON, but no message: an unknown kind, or a part that is missing or of a wrong type.
    [<Literal>]
    let BadMessage = "bad-message"

    /// The number of an entry is not whole.
    [<Literal>]
    let NoSuchEntry = "no-such-entry"

    [<Literal>]
    let NegativeRelease = "negative-release"

    /// An array that is no form of the protocol.
    [<Literal>]
    let UnknownValue = "unknown-value"

    /// The message is longer than the receiver's limit.
    [<Literal>]
    let Oversize = "oversize"

    [<Literal>]
    let TooDeep = "too-deep"

    [<Literal>]
    let TooManyValues = "too-many-values"

    [<Literal>]
    let LongBigInt = "long-bigint"

    [<Literal>]
    let BadByteKind = "bad-byte-kind"

    [<Literal>]
    let BadByteLength = "bad-byte-length"

    [<Literal>]
    let BadUrl = "bad-url"

    [<Literal>]
    let BadHeaders = "bad-headers"

    /// The body of an HTTP request or response, or of a blob, is none of what it may be.
    [<Literal>]
    let BadBody = "bad-body"

    [<Literal>]
    let BadCapture = "bad-capture"

    /// The name of the error that an `abort` because of this problem carries, as npm names it.
    let errorName (malformation: Malformation) =
        match malformation.Problem with
        | BadJson
        | BadBigInt -> "SyntaxError"
        | BadMessage
        | NoSuchEntry
        | NegativeRelease -> "Error"
        | _ -> "TypeError"

    let tooDeep (limit: int) =
        Malformation.create TooDeep $"Deserialization exceeded maximum allowed message depth of {limit}."

    let oversize (limit: int) =
        Malformation.create Oversize $"Incoming message exceeds maximum size of {limit} UTF-16 code units."

    /// The most letters of a text that a problem repeats.
    [<Literal>]
    let private Repeated = 1_000

    let private shortened (text: string) =
        if text.Length <= Repeated then
            text
        else
            text.Substring(0, Repeated) + "…"

    /// A problem that repeats what came, cut where it is long.
    let repeating problem words came =
        Malformation.create problem (words + shortened came)

    /// The failure that an `abort` tells the peer.
    let failure malformation : Failure<'reference> =
        { Name = errorName malformation
          Message = malformation.Detail
          Stack = ValueNone
          Properties = [] }
