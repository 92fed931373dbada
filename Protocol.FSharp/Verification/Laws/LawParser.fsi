namespace PeerFunctional.Verification.Laws

/// Laws as text. `always`, `never` or `at last` begins a clause:
///
///     always for every peer p, event e: p announces e implies p stores e;
///     at last for every peer p, peer q, event e: p stores e implies q stores e
///
/// `not` holds closest, then `and`, `or`, `implies`. `count SORT NAME: (...)` is a number, and + adds numbers. Numbers are compared with = != < <= > >=,
/// variables of one sort with = and !=.
module LawParser =

    /// The longest text, in letters.
    [<Literal>]
    val MaxLength: int = 1000

    /// The most clauses.
    [<Literal>]
    val MaxClauses: int = 8

    /// How deep expressions may stand inside each other.
    [<Literal>]
    val MaxDepth: int = 40

    /// The most variables that may stand for something at one place, so that no state takes long.
    [<Literal>]
    val MaxVariables: int = 4

    /// The words that the language has itself.
    val keywords: string list

    /// Reads a law in the words of a system. The problem is the first one of the text.
    val parse: vocabulary: LawVocabulary -> text: string -> Result<Law, LawProblem>
