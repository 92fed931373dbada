namespace PeerFunctional.Verification.Laws

open PeerFunctional.Kernel
open PeerFunctional.Verification.Laws.LawNames

module LawParser =

    [<Literal>]
    let MaxLength = 1000

    [<Literal>]
    let MaxClauses = 8

    [<Literal>]
    let MaxDepth = LawNames.MaxDepth

    [<Literal>]
    let MaxVariables = LawNames.MaxVariables

    let keywords = LawNames.keywords

    let private comparisons =
        [ LawComparison.Equal
          LawComparison.Unequal
          LawComparison.Less
          LawComparison.AtMost
          LawComparison.Greater
          LawComparison.AtLeast ]
        |> List.map (fun comparison -> LawComparison.symbol comparison, comparison)

    let private truth (expression, rest) = Truth expression, rest

    let rec private operand context tokens =
        match tokens with
        | (token: LawToken) :: rest when token.IsNumber -> Ok(Amount(LawExpression.Number(int token.Text)), rest)
        | { Text = "(" } :: rest ->
            reading {
                let! inner = deeper context tokens
                let! expression, rest = statement inner rest
                let! rest = expect ")" "behind the statement" context rest
                return Truth expression, rest
            }
        | { Text = "not" } :: rest ->
            reading {
                let! inner = deeper context tokens
                let! expression, rest = single inner rest
                return Truth(LawExpression.Not expression), rest
            }
        | { Text = "count" } :: rest -> count context tokens rest
        | { Text = "for" } :: { Text = "every" } :: rest ->
            quantified LawExpression.Every "every" context rest |> Result.map truth
        | { Text = "for" } :: { Text = "some" } :: rest
        | { Text = "some" } :: rest -> quantified LawExpression.Some "some" context rest |> Result.map truth
        | { Text = "for" } :: rest ->
            problem "unexpected" context rest $"expected 'every' or 'some' behind 'for', {found rest}"
        | token :: rest when token.IsName && not (List.contains token.Text keywords) ->
            match List.tryFind (fun (name, _) -> name = token.Text) context.Scope with
            | Some(_, sort) -> subject context token sort rest
            | None ->
                match LawVocabulary.tryFind token.Text context.Vocabulary with
                | Some word when word.Sorts.IsEmpty -> application context [] word rest
                | Some _
                | None -> unknown context token
        | _ -> problem "unexpected" context tokens $"expected a statement, {found tokens}"

    and private count context tokens rest =
        reading {
            let! inner = deeper context tokens
            let! sort, rest = sort "behind 'count'" context rest
            let! name, inner, rest = variable sort inner rest
            let! rest = expect ":" "behind the name" context rest
            let! rest = expect "(" "before what is counted" context rest
            let! body, rest = statement inner rest
            let! rest = expect ")" "behind what is counted" context rest
            return Amount(LawExpression.Count(sort, name, body)), rest
        }

    and private quantified build which context tokens =
        reading {
            let! inner = deeper context tokens
            let! sort, rest = sort $"behind 'for {which}'" context tokens
            let! name, inner, rest = variable sort inner rest

            match rest with
            | { Text = "," } :: rest ->
                let! body, rest = following build which inner rest
                return build (sort, name, body), rest
            | _ ->
                let! rest = expect ":" "or ',' behind the name" context rest
                let! body, rest = statement inner rest
                return build (sort, name, body), rest
        }

    /// Behind a comma: `for every peer p, event e:` says `for every` once.
    and private following build which context tokens =
        match tokens with
        | { Text = "for" } :: { Text = "every" } :: rest
        | { Text = "every" } :: rest -> quantified LawExpression.Every "every" context rest
        | { Text = "for" } :: { Text = "some" } :: rest
        | { Text = "some" } :: rest -> quantified LawExpression.Some "some" context rest
        | _ -> quantified build which context tokens

    /// An operand, or the sum of several numbers.
    and private summed context tokens =
        let rec go numbers rest =
            match rest with
            | ({ Text = "+" } as sign) :: behind ->
                reading {
                    let! next, rest = operand context behind

                    match next with
                    | Amount number -> return! go (number :: numbers) rest
                    | Truth _
                    | Member _ -> return! problemAt "wrong-sort" sign "'+' adds two numbers"
                }
            | _ -> Ok(Amount(LawExpression.Sum(List.rev numbers)), rest)

        reading {
            let! first, rest = operand context tokens

            match first, rest with
            | Amount number, { Text = "+" } :: _ -> return! go [ number ] rest
            | (Truth _ | Member _), ({ Text = "+" } as sign) :: _ ->
                return! problemAt "wrong-sort" sign "'+' adds two numbers"
            | _ -> return first, rest
        }

    /// An operand or a comparison of two.
    and private single context tokens =
        reading {
            let! left, rest = summed context tokens

            match rest with
            | (sign: LawToken) :: behind when List.exists (fun (symbol, _) -> symbol = sign.Text) comparisons ->
                let! right, rest = summed context behind
                let! expression = compared sign left right
                return expression, rest
            | _ ->
                match left with
                | Truth expression -> return expression, rest
                | Amount _ ->
                    return!
                        problem
                            "no-comparison"
                            context
                            rest
                            $"a number says nothing alone: expected a comparison such as '= 1', {found rest}"
                | Member(token, sort) ->
                    let usage =
                        match wordsOf context sort with
                        | word :: _ -> $", as in '{LawWord.usage word}'"
                        | [] -> ""

                    return! problem "no-word" context rest $"expected a word behind '{token.Text}'{usage}, {found rest}"
        }

    and private compared sign left right =
        let comparison =
            comparisons |> List.find (fun (symbol, _) -> symbol = sign.Text) |> snd

        match left, right with
        | Amount left, Amount right -> Ok(LawExpression.Compare(comparison, left, right))
        | Member(one, sort), Member(other, otherSort) when sort = otherSort ->
            match comparison with
            | LawComparison.Equal -> Ok(LawExpression.Same(one.Text, other.Text))
            | LawComparison.Unequal -> Ok(LawExpression.Not(LawExpression.Same(one.Text, other.Text)))
            | LawComparison.Less
            | LawComparison.AtMost
            | LawComparison.Greater
            | LawComparison.AtLeast ->
                problemAt "wrong-sort" sign $"a {sort} is compared with '=' or '!=', found '{sign.Text}'"
        | _ -> problemAt "wrong-sort" sign $"'{sign.Text}' compares two numbers, or two variables of one sort"

    /// Statements that a word joins, from the left.
    and private joined word build next context tokens =
        let rec go left rest =
            match rest with
            | (token: LawToken) :: behind when token.Text = word ->
                reading {
                    let! right, rest = next context behind
                    return! go (build (left, right)) rest
                }
            | _ -> Ok(left, rest)

        Result.bind (fun (left, rest) -> go left rest) (next context tokens)

    and private conjunction context tokens =
        joined "and" LawExpression.And single context tokens

    and private disjunction context tokens =
        joined "or" LawExpression.Or conjunction context tokens

    and private statement context tokens : Result<LawExpression * LawToken list, LawProblem> =
        reading {
            let! left, rest = disjunction context tokens

            match rest with
            | { Text = "implies" } :: behind ->
                let! inner = deeper context rest
                let! right, rest = statement inner behind
                return LawExpression.Implies(left, right), rest
            | _ -> return left, rest
        }

    let private kind (context: LawContext) tokens =
        match tokens with
        | { Text = "always" } :: rest -> Ok(LawKind.Always, rest)
        | { Text = "never" } :: rest -> Ok(LawKind.Never, rest)
        | { Text = "at" } :: { Text = "last" } :: rest -> Ok(LawKind.AtLast, rest)
        | _ ->
            let meant =
                match tokens with
                | token :: _ when token.IsName -> ": " + meant [ "always"; "never"; "at last" ] token
                | _ -> ""

            problem "no-beginning" context tokens $"expected 'always', 'never' or 'at last', {found tokens}{meant}"

    let private isBeginning (token: LawToken) =
        List.contains token.Text [ "always"; "never"; "at" ]

    let rec private clauses context before tokens : Result<Law, LawProblem> =
        reading {
            let! kind, rest = kind context tokens
            let! body, rest = statement context rest
            let read = { Kind = kind; Body = body } :: before

            match rest with
            | []
            | [ { Text = ";" } ] -> return { Clauses = List.rev read }
            | next :: _ when read.Length = MaxClauses ->
                return! problemAt "too-many-clauses" next $"a law has at most {MaxClauses} clauses"
            | { Text = ";" } :: rest -> return! clauses context read rest
            | next :: _ when isBeginning next -> return! clauses context read rest
            | _ ->
                return!
                    problem "unexpected" context rest $"expected 'and', 'or', 'implies', ';' or the end, {found rest}"
        }

    let parse vocabulary (text: string) =
        if text.Length > MaxLength then
            Error
                { Name = "too-long"
                  Offset = MaxLength
                  Length = text.Length - MaxLength
                  Sentence = $"a law has at most {MaxLength} letters" }
        else
            match LawToken.read text with
            | Error offset ->
                Error
                    { Name = "unknown-sign"
                      Offset = offset
                      Length = 1
                      Sentence =
                        "a law has words, numbers of at most 6 digits, and the signs ( ) : , ; + = != < <= > >="
                        + $", found '{text.Substring(offset, 1)}'" }
            | Ok tokens ->
                clauses
                    { Vocabulary = vocabulary
                      Scope = []
                      Depth = 0
                      End = text.Length }
                    []
                    tokens
