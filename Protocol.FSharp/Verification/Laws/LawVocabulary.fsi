namespace PeerFunctional.Verification.Laws

/// A sort of things that laws speak of, such as the peers of a world.
type LawSort = { Name: string; About: string }

/// A word of a system's laws.
type LawWord =
    {
        Name: string

        /// The sorts of the variables that it takes. The first stands before the word, the others behind it.
        Sorts: string list

        /// Whether it is a number; else it is a statement.
        IsNumber: bool

        /// What it says, in one sentence.
        About: string
    }

/// The words of a system's laws.
type LawVocabulary =
    {
        Sorts: LawSort list
        Words: LawWord list
    }

module LawWord =

    /// A statement on members of these sorts.
    val statement: name: string -> sorts: string list -> about: string -> LawWord

    /// A number that members of these sorts have.
    val number: name: string -> sorts: string list -> about: string -> LawWord

    /// How the word is used, with the first letters of its sorts as variables: `p stores e`.
    val usage: word: LawWord -> string

module LawVocabulary =

    val tryFind: name: string -> vocabulary: LawVocabulary -> LawWord option
