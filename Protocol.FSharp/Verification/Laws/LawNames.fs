namespace PeerFunctional.Verification.Laws

open PeerFunctional.Kernel

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
        End: int
    }

type internal Reading() =
    member _.Bind(result: Result<'a, LawProblem>, next: 'a -> Result<'b, LawProblem>) = Result.bind next result
    member _.Return(value: 'a) : Result<'a, LawProblem> = Ok value
    member _.ReturnFrom(result: Result<'a, LawProblem>) = result

/// Reads the names of a law's text: sorts, variables and words.
module internal LawNames =

    [<Literal>]
    let MaxDepth = 40

    [<Literal>]
    let MaxVariables = 4

    let keywords =
        [ "always"
          "never"
          "at"
          "last"
          "for"
          "every"
          "some"
          "count"
          "not"
          "and"
          "or"
          "implies" ]

    let reading = Reading()

    let problemAt name (token: LawToken) sentence =
        Error
            { Name = name
              Offset = token.Offset
              Length = token.Text.Length
              Sentence = sentence }

    /// A problem of the next token, or of the end of the text.
    let problem name (context: LawContext) tokens sentence =
        match tokens with
        | token :: _ -> problemAt name token sentence
        | [] -> problemAt name { Text = ""; Offset = context.End } sentence

    let found (tokens: LawToken list) =
        match tokens with
        | token :: _ -> $"found '{token.Text}'"
        | [] -> "the text ends"

    let expect (text: string) (why: string) context tokens =
        match tokens with
        | (token: LawToken) :: rest when token.Text = text -> Ok rest
        | _ -> problem "unexpected" context tokens $"expected '{text}' {why}, {found tokens}"

    /// What was probably meant, or else what can stand here.
    let meant known (token: LawToken) =
        match known, Suggestion.closest known token.Text with
        | _, Some nearest -> $"did you mean '{nearest}'?"
        | [], None -> ""
        | _, None -> $"use {Suggestion.listed known}"

    let sorts context =
        context.Vocabulary.Sorts |> List.map _.Name

    let sort (why: string) context tokens =
        match tokens with
        | (token: LawToken) :: rest when List.contains token.Text (sorts context) -> Ok(token.Text, rest)
        | token :: _ when token.IsName ->
            problemAt "unknown-sort" token $"expected a sort {why}, found '{token.Text}': {meant (sorts context) token}"
        | _ ->
            problem
                "unexpected"
                context
                tokens
                $"expected a sort {why} ({Suggestion.listed (sorts context)}), {found tokens}"

    let isTaken context name =
        List.contains name keywords
        || List.contains name (sorts context)
        || (LawVocabulary.tryFind name context.Vocabulary).IsSome

    /// A new variable.
    let variable sort context tokens =
        match tokens with
        | (token: LawToken) :: _ when token.IsName && isTaken context token.Text ->
            problemAt
                "taken-name"
                token
                $"expected a name for the {sort}, found '{token.Text}', which has a meaning already: use a letter"
        | token :: _ when List.exists (fun (name, _) -> name = token.Text) context.Scope ->
            problemAt "taken-name" token $"'{token.Text}' stands for something already: use another letter"
        | token :: rest when token.IsName ->
            if context.Scope.Length = MaxVariables then
                problemAt "too-many-variables" token $"at most {MaxVariables} variables may stand inside each other"
            else
                Ok(
                    token.Text,
                    { context with
                        Scope = (token.Text, sort) :: context.Scope },
                    rest
                )
        | _ ->
            problem "unexpected" context tokens $"expected a name for the {sort}, such as '{sort[0]}', {found tokens}"

    let deeper context tokens =
        if context.Depth = MaxDepth then
            problem "too-deep" context tokens $"expressions stand at most {MaxDepth} deep inside each other"
        else
            Ok
                { context with
                    Depth = context.Depth + 1 }

    let ofSort context sort =
        context.Scope |> List.filter (fun (_, other) -> other = sort) |> List.map fst |> List.rev

    /// The variables behind a word.
    let rec objects context word sorts tokens =
        match sorts with
        | [] -> Ok([], tokens)
        | sort :: others ->
            match tokens with
            | (token: LawToken) :: rest when List.contains (token.Text, sort) context.Scope ->
                reading {
                    let! behind, rest = objects context word others rest
                    return token.Text :: behind, rest
                }
            | token :: _ when List.exists (fun (name, _) -> name = token.Text) context.Scope ->
                problemAt
                    "wrong-sort"
                    token
                    $"expected the {sort} of '{LawWord.usage word}', found '{token.Text}', which is another sort"
            | _ ->
                let known = ofSort context sort

                let hint =
                    if known.IsEmpty then
                        $": say 'for every {sort} {sort[0]}:' before it"
                    else
                        $": use {Suggestion.listed known}"

                problem
                    "unknown-variable"
                    context
                    tokens
                    $"expected the {sort} of '{LawWord.usage word}', {found tokens}{hint}"

    let application context (subjects: string list) (word: LawWord) tokens =
        reading {
            let! behind, rest =
                objects context word (List.skip subjects.Length word.Sorts) tokens

            let expression = LawExpression.Word(word.Name, subjects @ behind)

            return
                (if word.IsNumber then
                     Amount expression
                 else
                     Truth expression),
                rest
        }

    let wordsOf context sort =
        context.Vocabulary.Words |> List.filter (fun word -> List.tryHead word.Sorts = Some sort)

    /// What begins with a variable.
    let subject context (token: LawToken) sort rest =
        let isSign (next: LawToken) = not next.IsName && not next.IsNumber

        match rest with
        | (next: LawToken) :: _ when isSign next || List.contains next.Text keywords -> Ok(Member(token, sort), rest)
        | [] -> Ok(Member(token, sort), rest)
        | next :: behind ->
            let known = wordsOf context sort

            match known |> List.tryFind (fun word -> word.Name = next.Text) with
            | Some word -> application context [ token.Text ] word behind
            | None ->
                match LawVocabulary.tryFind next.Text context.Vocabulary with
                | Some word ->
                    problemAt
                        "wrong-sort"
                        next
                        $"'{word.Name}' is used as '{LawWord.usage word}', and '{token.Text}' is of the sort {sort}"
                | None ->
                    problemAt
                        "unknown-word"
                        next
                        $"expected a word for the {sort} '{token.Text}', found '{next.Text}': {meant (known |> List.map _.Name) next}"

    let unknown context (token: LawToken) =
        match LawVocabulary.tryFind token.Text context.Vocabulary with
        | Some word ->
            problemAt
                "no-subject"
                token
                $"expected a {word.Sorts.Head} before '{word.Name}', as in '{LawWord.usage word}': say 'for every {word.Sorts.Head} {word.Sorts.Head[0]}:' first"
        | None ->
            let bare =
                context.Vocabulary.Words |> List.filter _.Sorts.IsEmpty |> List.map _.Name

            let known =
                (context.Scope |> List.map fst |> List.rev) @ bare @ [ "not"; "for"; "some"; "count" ]

            problemAt
                "unknown-name"
                token
                $"expected a statement, found '{token.Text}', which stands for nothing: {meant known token}"
