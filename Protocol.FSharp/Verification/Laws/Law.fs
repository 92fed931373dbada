namespace PeerFunctional.Verification.Laws

open PeerFunctional.Verification

[<RequireQualifiedAccess>]
type LawComparison =
    | Equal
    | Unequal
    | Less
    | AtMost
    | Greater
    | AtLeast

[<RequireQualifiedAccess>]
type LawExpression =
    | Number of int
    | Word of name: string * variables: string list
    | Same of string * string
    | Count of sort: string * variable: string * body: LawExpression
    | Sum of LawExpression list
    | Compare of LawComparison * LawExpression * LawExpression
    | Not of LawExpression
    | And of LawExpression * LawExpression
    | Or of LawExpression * LawExpression
    | Implies of LawExpression * LawExpression
    | Every of sort: string * variable: string * body: LawExpression
    | Some of sort: string * variable: string * body: LawExpression

[<RequireQualifiedAccess>]
type LawKind =
    | Always
    | Never
    | AtLast

type LawClause = { Kind: LawKind; Body: LawExpression }

type Law = { Clauses: LawClause list }

type LawMeanings<'world> =
    { Members: Map<string, int>
      Words: Map<string, 'world -> int array -> int> }

module LawKind =

    let words kind =
        match kind with
        | LawKind.Always -> "always"
        | LawKind.Never -> "never"
        | LawKind.AtLast -> "at last"

module LawComparison =

    let symbol comparison =
        match comparison with
        | LawComparison.Equal -> "="
        | LawComparison.Unequal -> "!="
        | LawComparison.Less -> "<"
        | LawComparison.AtMost -> "<="
        | LawComparison.Greater -> ">"
        | LawComparison.AtLeast -> ">="

    let holds comparison (left: int) right =
        match comparison with
        | LawComparison.Equal -> left = right
        | LawComparison.Unequal -> left <> right
        | LawComparison.Less -> left < right
        | LawComparison.AtMost -> left <= right
        | LawComparison.Greater -> left > right
        | LawComparison.AtLeast -> left >= right

module Law =

    /// How closely an expression holds together: a looser one inside a closer one needs parentheses.
    let private closeness expression =
        match expression with
        | LawExpression.Every _
        | LawExpression.Some _ -> 0
        | LawExpression.Implies _ -> 1
        | LawExpression.Or _ -> 2
        | LawExpression.And _ -> 3
        | LawExpression.Not _ -> 4
        | LawExpression.Compare _
        | LawExpression.Same _ -> 5
        | LawExpression.Sum _
        | LawExpression.Number _
        | LawExpression.Word _
        | LawExpression.Count _ -> 6

    let rec private printed least expression =
        let text =
            match expression with
            | LawExpression.Number number -> string number
            | LawExpression.Word(name, []) -> name
            | LawExpression.Word(name, subject :: objects) -> String.concat " " (subject :: name :: objects)
            | LawExpression.Same(one, other) -> $"{one} = {other}"
            | LawExpression.Count(sort, variable, body) -> $"count {sort} {variable}: ({printed 0 body})"
            | LawExpression.Sum numbers -> numbers |> List.map (printed 6) |> String.concat " + "
            | LawExpression.Compare(comparison, left, right) ->
                $"{printed 6 left} {LawComparison.symbol comparison} {printed 6 right}"
            | LawExpression.Not inner -> $"not {printed 4 inner}"
            | LawExpression.And(left, right) -> $"{printed 3 left} and {printed 4 right}"
            | LawExpression.Or(left, right) -> $"{printed 2 left} or {printed 3 right}"
            | LawExpression.Implies(left, right) -> $"{printed 2 left} implies {printed 1 right}"
            | LawExpression.Every(sort, variable, body) -> $"for every {sort} {variable}: {printed 0 body}"
            | LawExpression.Some(sort, variable, body) -> $"for some {sort} {variable}: {printed 0 body}"

        if closeness expression < least then $"({text})" else text

    let printClause clause =
        $"{LawKind.words clause.Kind} {printed 0 clause.Body}"

    let print law =
        law.Clauses |> List.map printClause |> String.concat ";\n"

    let rec private wordsOf expression =
        match expression with
        | LawExpression.Number _
        | LawExpression.Same _ -> []
        | LawExpression.Word(name, _) -> [ name ]
        | LawExpression.Sum numbers -> List.collect wordsOf numbers
        | LawExpression.Count(_, _, inner)
        | LawExpression.Not inner
        | LawExpression.Every(_, _, inner)
        | LawExpression.Some(_, _, inner) -> wordsOf inner
        | LawExpression.Compare(_, left, right)
        | LawExpression.And(left, right)
        | LawExpression.Or(left, right)
        | LawExpression.Implies(left, right) -> wordsOf left @ wordsOf right

    let words law =
        law.Clauses |> List.collect (fun clause -> wordsOf clause.Body) |> List.distinct

    /// The value of an expression, whose variables have places in an array, the outermost first.
    let rec private value (meanings: LawMeanings<'world>) scope expression : 'world -> int array -> int =
        let place variable =
            List.tryFindIndexBack ((=) variable) scope

        let truth expression =
            let value = value meanings scope expression
            fun world places -> value world places <> 0

        let bit holds = if holds then 1 else 0

        match expression with
        | LawExpression.Number number -> fun _ _ -> number
        | LawExpression.Same(one, other) ->
            match place one, place other with
            | Some one, Some other -> fun _ places -> bit (places[one] = places[other])
            | _ -> fun _ _ -> 0
        | LawExpression.Word(name, variables) ->
            let bound = variables |> List.choose place |> Array.ofList

            match Map.tryFind name meanings.Words with
            | Some meaning when bound.Length = variables.Length ->
                fun world places -> meaning world (bound |> Array.map (fun place -> places[place]))
            | Some _
            | None -> fun _ _ -> 0
        | LawExpression.Sum numbers ->
            let numbers = numbers |> List.map (value meanings scope)
            fun world places -> numbers |> List.sumBy (fun number -> number world places)
        | LawExpression.Compare(comparison, left, right) ->
            let left = value meanings scope left
            let right = value meanings scope right
            fun world places -> bit (LawComparison.holds comparison (left world places) (right world places))
        | LawExpression.Not inner ->
            let inner = truth inner
            fun world places -> bit (not (inner world places))
        | LawExpression.And(left, right) ->
            let left, right = truth left, truth right
            fun world places -> bit (left world places && right world places)
        | LawExpression.Or(left, right) ->
            let left, right = truth left, truth right
            fun world places -> bit (left world places || right world places)
        | LawExpression.Implies(left, right) ->
            let left, right = truth left, truth right
            fun world places -> bit (not (left world places) || right world places)
        | LawExpression.Count(sort, variable, body) ->
            let each = members meanings scope sort variable body
            fun world places -> each world places |> Seq.filter id |> Seq.length
        | LawExpression.Every(sort, variable, body) ->
            let each = members meanings scope sort variable body
            fun world places -> bit (each world places |> Seq.forall id)
        | LawExpression.Some(sort, variable, body) ->
            let each = members meanings scope sort variable body
            fun world places -> bit (each world places |> Seq.exists id)

    /// Whether each member of a sort fulfils a statement.
    and private members meanings scope sort variable body =
        let count = Map.tryFind sort meanings.Members |> Option.defaultValue 0
        let holds = value meanings (scope @ [ variable ]) body
        let own = scope.Length

        fun world places ->
            Seq.init count (fun each ->
                let inner = Array.append (Array.truncate own places) [| each |]
                holds world inner <> 0)

    let private holds meanings body =
        let value = value meanings [] body
        fun world -> value world [||] <> 0

    let private invariant meanings clause =
        let holds = holds meanings clause.Body
        let isNever = (clause.Kind = LawKind.Never)
        Invariant.ofWorld (printClause clause) (fun world -> holds world <> isNever)

    let properties meanings law : Properties<'world> =
        let goals, invariants =
            law.Clauses |> List.partition (fun clause -> clause.Kind = LawKind.AtLast)

        let goal = goals |> List.map (fun clause -> holds meanings clause.Body)

        { Invariants = invariants |> List.map (invariant meanings)
          Reachable = []
          Liveness =
            Invariant.ofWorld (goals |> List.map printClause |> String.concat "; ") (fun world ->
                goal |> List.forall (fun holds -> holds world)) }
