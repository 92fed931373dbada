namespace PeerFunctional.Tests.Mutations

open System.Text.RegularExpressions
open FSharp.Compiler.Syntax
open FSharp.Compiler.Text
open PeerFunctional.Tests.Mutations.Places

/// Every mistake that the operators make in a file.
module Mutations =

    /// A mistake as an operator finds it: where it shows, what stands there and what then, and the edits.
    type private Found =
        { Made: MutationOperator
          Where: range
          Before: string
          After: string
          Changes: Edit list }

    let private edit (source: SourceFile) (range: range) (text: string) =
        { Span = SourceFile.span source range
          Text = text
          Column = range.StartColumn }

    let private textAt source (range: range) =
        SourceFile.text source (SourceFile.span source range)

    /// One expression becomes a text.
    let private becomes source operator (range: range) text =
        { Made = operator
          Where = range
          Before = textAt source range
          After = text
          Changes = [ edit source range text ] }

    /// One expression becomes another one of the file.
    let private becomesPart source operator (range: range) (part: range) =
        let text = textAt source part

        { becomes source operator range text with
            Changes =
                [ { edit source range text with
                      Column = part.StartColumn } ] }

    /// A step of a pipeline is left out.
    let private withoutStep source operator (whole: SynExpr) (before: SynExpr) (step: SynExpr) =
        { becomesPart source operator whole.Range before.Range with
            Where = step.Range
            Before = textAt source step.Range
            After = "" }

    /// One expression in which a part is another text.
    let private withPart source operator (range: range) (part: Span) text =
        let whole = SourceFile.span source range
        let before = SourceFile.text source { whole with End = part.Start }
        let after = SourceFile.text source { whole with Start = part.End }
        becomes source operator range (before + text + after)

    let private negated source (condition: SynExpr) =
        let text = textAt source condition.Range

        [ if not (text.Contains '\n') then
              becomes source NegateCondition condition.Range $"not ({text})" ]

    let private conditions source node =
        match node with
        | SyntaxNode.SynExpr(SynExpr.IfThenElse(ifExpr = condition)) -> negated source condition
        | SyntaxNode.SynMatchClause(SynMatchClause(whenExpr = Some condition)) -> negated source condition
        | SyntaxNode.SynExpr(Infix(("op_BooleanAnd" | "op_BooleanOr"), _, left, right)) ->
            negated source left @ negated source right
        | _ -> []

    let private comparisons =
        Map
            [ "op_LessThan", "<="
              "op_LessThanOrEqual", "<"
              "op_GreaterThan", ">="
              "op_GreaterThanOrEqual", ">" ]

    let private oneMoreAndOneLess source range suffix =
        let text = textAt source range

        [ becomes source OneMoreOrLess range $"{text} + 1{suffix}"
          becomes source OneMoreOrLess range $"{text} - 1{suffix}" ]

    let private numbers source node =
        match node with
        | SyntaxNode.SynExpr(Infix(compared, operator, _, _) as whole) when Map.containsKey compared comparisons ->
            [ withPart source OneMoreOrLess whole.Range (SourceFile.span source operator) comparisons[compared] ]
        | SyntaxNode.SynExpr(SynExpr.Const(SynConst.Int32 _, range)) -> oneMoreAndOneLess source range ""
        | SyntaxNode.SynExpr(SynExpr.Const(SynConst.Int64 _, range)) -> oneMoreAndOneLess source range "L"
        | _ -> []

    let private twiceAndHalf source (duration: SynExpr) =
        let text = textAt source duration.Range

        [ becomes source ScaleDuration duration.Range $"({text}) * 2.0"
          becomes source ScaleDuration duration.Range $"({text}) / 2.0" ]

    let private durations source node =
        match node with
        | SyntaxNode.SynExpr(Call(name, [ SynExpr.Const _ ]) as whole) when name.StartsWith "TimeSpan.From" ->
            twiceAndHalf source whole
        | SyntaxNode.SynExpr(Call("SetTimer", [ SynExpr.Paren(expr = SynExpr.Tuple(exprs = [ _; duration ])) ])) ->
            twiceAndHalf source duration
        | _ -> []

    let private isOutput (text: string) =
        Regex.IsMatch(
            text,
            @"\b(Send|Tell|Ask|SetTimer|CancelTimer|HalfClose|Close|Open|Finish)\b|^\s*(\w+\.)*(tell|emit|send|ask|answer|refuse|setTimer|cancelTimer)\w*"
        )

    let private withoutElement source (list: SynExpr) (elements: SynExpr list) index =
        let span (expression: SynExpr) = SourceFile.span source expression.Range

        let this = span elements[index]

        let dropped =
            if elements.Length = 1 then
                becomes source DropOutput list.Range "[]"
            elif index = elements.Length - 1 then
                withPart
                    source
                    DropOutput
                    list.Range
                    { this with
                        Start = (span elements[index - 1]).End }
                    ""
            else
                withPart
                    source
                    DropOutput
                    list.Range
                    { this with
                        End = (span elements[index + 1]).Start }
                    ""

        { dropped with
            Where = elements[index].Range
            Before = textAt source elements[index].Range
            After = "" }

    let private outputs source node =
        match node with
        | SyntaxNode.SynExpr(Elements elements as list) ->
            [ for index, element in List.indexed elements do
                  if isOutput (textAt source element.Range) then
                      withoutElement source list elements index ]
        | SyntaxNode.SynExpr(Infix(("op_PipeRight" | "op_ComposeRight"), _, left, step) as whole) when
            isOutput (textAt source step.Range)
            ->
            [ withoutStep source DropOutput whole left step ]
        | _ -> []

    /// Functions of the library that answer another type than they take.
    let private changesType (text: string) =
        Regex.IsMatch(
            text,
            @"^(fst|snd|not|id|\(fun|Step\.(start|finish)\b|ignore|int|int64|float|string|Some|ValueSome|Ok|Error|List\.|Map\.|Set\.|Seq\.|Array\.|Option\.|ValueOption\.|Result\.|String\.)"
        )

    /// Functions of the library that answer what they take, somewhat changed.
    let private changesValue (text: string) =
        Regex.IsMatch(
            text,
            @"^((Map|Set)\.(add|remove|filter|change|union|difference|intersect)|List\.(filter|rev|sort\w*|distinct\w*|except|truncate)|Seq\.(filter|truncate|sort\w*|distinct\w*))\b"
        )

    let private updates source node =
        match node with
        | SyntaxNode.SynExpr(SynExpr.Record(copyInfo = Some(before, _)) as whole) ->
            [ becomesPart source SkipUpdate whole.Range before.Range ]
        | SyntaxNode.SynExpr(Infix(("op_PipeRight" | "op_ComposeRight"), _, left, step) as whole) ->
            let text = textAt source step.Range

            [ if not (isOutput text) && (changesValue text || not (changesType text)) then
                  withoutStep source SkipUpdate whole left step ]
        | SyntaxNode.SynExpr(Call(("Map.add" | "Map.change"), [ _; _; before ]) as whole)
        | SyntaxNode.SynExpr(Call(("Map.remove" | "Set.add" | "Set.remove"), [ _; before ]) as whole) ->
            [ becomesPart source SkipUpdate whole.Range before.Range ]
        | _ -> []

    let private fields source node =
        match node with
        | SyntaxNode.SynExpr(SynExpr.Record(copyInfo = Some(Name before, _); recordFields = fields)) when
            fields.Length > 1
            ->
            [ for SynExprRecordField(fieldName = SynLongIdent(id = names), _; expr = value) in fields do
                  match value with
                  | Some value ->
                      let field = names |> List.map _.idText |> String.concat "."
                      becomes source LeaveField value.Range $"{before}.{field}"
                  | None -> () ]
        | _ -> []

    /// The names that a pattern gives.
    let private named source (pattern: SynPat) =
        Regex.Matches(SourceFile.text source (SourceFile.span source pattern.Range), @"\b[a-z]\w*\b")
        |> Seq.map _.Value
        |> Set.ofSeq

    let private cases source node =
        let swapped
            (SynMatchClause(pat = first; resultExpr = does))
            (SynMatchClause(pat = second; resultExpr = other))
            =
            let uses (expression: SynExpr) names =
                let words =
                    Regex.Matches(textAt source expression.Range, @"\b\w+\b") |> Seq.map _.Value |> Set.ofSeq

                not (Set.isEmpty (Set.intersect words names))

            [ if
                  Mutation.flat (textAt source does.Range) <> Mutation.flat (textAt source other.Range)
                  && not (uses does (named source first))
                  && not (uses other (named source second))
              then
                  let into (from: SynExpr) (other: SynExpr) =
                      becomesPart source SwapCases from.Range other.Range

                  { into does other with
                      Changes = (into does other).Changes @ (into other does).Changes } ]

        match node with
        | SyntaxNode.SynExpr(SynExpr.Match(clauses = clauses))
        | SyntaxNode.SynExpr(SynExpr.MatchLambda(matchClauses = clauses)) ->
            clauses |> List.pairwise |> List.collect (fun (first, second) -> swapped first second)
        | _ -> []

    /// Every mistake in a file.
    let all (source: SourceFile) =
        let mutation around found =
            { Operator = found.Made
              File = source.Path
              Line = found.Where.StartLine
              Within = within around
              Place = (SourceFile.lineText source found.Where.StartLine).Trim()
              Original = Mutation.flat found.Before
              Mutated = Mutation.flat found.After
              Edits = found.Changes }

        [ for place in Places.all source do
              for found in
                  [ yield! conditions source place.Node
                    yield! outputs source place.Node
                    yield! numbers source place.Node
                    yield! cases source place.Node
                    yield! updates source place.Node
                    yield! fields source place.Node
                    yield! durations source place.Node ] do
                  mutation place.Around found ]
        // The parts of a condition are found again as conditions of their own.
        |> List.distinctBy (fun mutation -> mutation.Edits)
