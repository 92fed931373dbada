namespace PeerFunctional.Verification.Laws

/// Why a text is no law.
type LawProblem =
    {
        /// A stable kebab-case name, such as `unknown-word`.
        Name: string

        /// Where it is in the text, in letters from 0.
        Offset: int

        /// How many letters of the text it is about; 0 at the end of the text.
        Length: int

        /// What is wrong and what was expected, in one sentence without a place.
        Sentence: string
    }

module LawProblem =

    /// The line and the column of the problem in its text, both from 1.
    val position: text: string -> problem: LawProblem -> struct (int * int)

    /// The problem in one line for a person, with its place.
    val words: text: string -> problem: LawProblem -> string
