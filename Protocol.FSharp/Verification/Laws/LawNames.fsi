namespace PeerFunctional.Verification.Laws

/// What an operand is.
type internal Operand =
    | Truth of LawExpression
    | Amount of LawExpression
    | Member of variable: LawToken * sort: string

/// What is known at a place of the text.
type internal LawContext =
    {
        Vocabulary: LawVocabulary

        /// The variables that stand for something, each with its sort, the innermost first.
        Scope: (string * string) list
        Depth: int

        /// Where the text ends.
        End: int
    }

/// Steps of reading, of which the first problem ends all.
type internal Reading =
    new: unit -> Reading
    member Bind: result: Result<'a, LawProblem> * next: ('a -> Result<'b, LawProblem>) -> Result<'b, LawProblem>
    member Return: value: 'a -> Result<'a, LawProblem>
    member ReturnFrom: result: Result<'a, LawProblem> -> Result<'a, LawProblem>

/// Reads the names of a law's text: sorts, variables and words. Each reader answers what it read and the tokens behind it.
module internal LawNames =

    [<Literal>]
    val MaxDepth: int = 40

    [<Literal>]
    val MaxVariables: int = 4

    val keywords: string list

    val reading: Reading

    /// A problem of a token.
    val problemAt: name: string -> token: LawToken -> sentence: string -> Result<'a, LawProblem>

    /// A problem of the next token, or of the end of the text.
    val problem:
        name: string -> context: LawContext -> tokens: LawToken list -> sentence: string -> Result<'a, LawProblem>

    /// What was found in place of what was expected.
    val found: tokens: LawToken list -> string

    /// What was probably meant by a token, or else what can stand there.
    val meant: known: string list -> token: LawToken -> string

    /// Reads one sign or keyword; `why` says what it is for.
    val expect:
        text: string -> why: string -> context: LawContext -> tokens: LawToken list -> Result<LawToken list, LawProblem>

    val sort: why: string -> context: LawContext -> tokens: LawToken list -> Result<string * LawToken list, LawProblem>

    /// A new variable of a sort; the context behind it has it in its scope.
    val variable:
        sort: string ->
        context: LawContext ->
        tokens: LawToken list ->
            Result<string * LawContext * LawToken list, LawProblem>

    /// The context one level deeper.
    val deeper: context: LawContext -> tokens: LawToken list -> Result<LawContext, LawProblem>

    /// The words whose subject is of a sort.
    val wordsOf: context: LawContext -> sort: string -> LawWord list

    /// A word behind its subject, if it has one, and before its other variables.
    val application:
        context: LawContext ->
        subjects: string list ->
        word: LawWord ->
        tokens: LawToken list ->
            Result<Operand * LawToken list, LawProblem>

    /// What begins with a variable.
    val subject:
        context: LawContext ->
        token: LawToken ->
        sort: string ->
        rest: LawToken list ->
            Result<Operand * LawToken list, LawProblem>

    /// The problem of a name that stands for nothing.
    val unknown: context: LawContext -> token: LawToken -> Result<'a, LawProblem>
