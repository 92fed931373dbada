namespace PeerFunctional.Tests.Mutations

open FSharp.Compiler.Syntax
open FSharp.Compiler.SyntaxTrivia
open FSharp.Compiler.Text

/// An expression in which a mistake can be made, with the syntax around it, innermost first.
type Place =
    { Node: SyntaxNode
      Around: SyntaxVisitorPath }

/// What the syntax tree says of places.
module Places =

    let private isLiteral (attributes: SynAttributes) =
        attributes
        |> List.exists (fun list ->
            list.Attributes
            |> List.exists (fun attribute ->
                let name = List.last attribute.TypeName.LongIdent
                name.idText = "Literal"))

    /// A constant of a pattern or of an attribute has to be known as the program is built, and a hole of a text holds one line.
    let private isFixed around =
        around
        |> List.exists (function
            | SyntaxNode.SynBinding(SynBinding(attributes = attributes)) -> isLiteral attributes
            | SyntaxNode.SynExpr(SynExpr.InterpolatedString _)
            | SyntaxNode.SynPat _ -> true
            | _ -> false)

    let all (source: SourceFile) =
        ([], source.Tree)
        ||> ParsedInput.fold (fun places around node ->
            if isFixed around then
                places
            else
                { Node = node; Around = around } :: places)
        |> List.rev

    let private name (SynLongIdent(id = names)) =
        names |> List.map _.idText |> String.concat "."

    /// The name of the innermost function of a module around a place.
    let within (around: SyntaxVisitorPath) =
        let rec go around =
            match around with
            | SyntaxNode.SynBinding(SynBinding(headPat = pattern)) :: (SyntaxNode.SynModule _ | SyntaxNode.SynMemberDefn _) :: _ ->
                match pattern with
                | SynPat.LongIdent(longDotId = found) -> name found
                | SynPat.Named(ident = SynIdent(found, _)) -> found.idText
                | _ -> ""
            | _ :: rest -> go rest
            | [] -> ""

        go around

    /// An operator between two expressions.
    let (|Infix|_|) expression =
        match expression with
        | SynExpr.App(funcExpr = SynExpr.App(isInfix = true; funcExpr = operator; argExpr = left); argExpr = right) ->
            match operator with
            | SynExpr.LongIdent(longDotId = found) -> Some(name found, operator.Range, left, right)
            | SynExpr.Ident found -> Some(found.idText, operator.Range, left, right)
            | _ -> None
        | _ -> None

    /// A name by itself.
    let (|Name|_|) expression =
        match expression with
        | SynExpr.Ident found -> Some found.idText
        | SynExpr.LongIdent(longDotId = found) -> Some(name found)
        | _ -> None

    /// A function by its name, and its arguments.
    let (|Call|_|) expression =
        let rec go arguments expression =
            match expression with
            | SynExpr.App(isInfix = false; funcExpr = callee; argExpr = argument) -> go (argument :: arguments) callee
            | Name found -> Some(found, arguments)
            | _ -> None

        go [] expression

    /// The elements of a list that is written out.
    let (|Elements|_|) expression =
        let rec flat expression =
            match expression with
            | SynExpr.Sequential(expr1 = first; expr2 = rest) -> flat first @ flat rest
            | one -> [ one ]

        match expression with
        | SynExpr.ArrayOrList(isArray = false; exprs = elements) when not elements.IsEmpty -> Some elements
        | SynExpr.ArrayOrListComputed(isArray = false; expr = elements) -> Some(flat elements)
        | _ -> None
