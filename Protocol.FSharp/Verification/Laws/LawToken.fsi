namespace PeerFunctional.Verification.Laws

/// A piece of a law's text: a word in small letters, a number or a sign.
type internal LawToken =
    {
        Text: string
        Offset: int
    }

    member IsName: bool
    member IsNumber: bool

module internal LawToken =

    /// The tokens of a text, or the offset of a letter that begins none.
    val read: text: string -> Result<LawToken list, int>
