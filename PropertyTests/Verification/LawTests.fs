namespace PeerFunctional.Tests.Verification

open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws
open PeerFunctional.Tests

/// Laws as text and as properties, in the words of a library whose readers borrow books.
module LawTests =

    let private vocabulary =
        { Sorts =
            [ { Name = "reader"; About = "a reader." }
              { Name = "book"; About = "a book." } ]
          Words =
            [ LawWord.statement "holds" [ "reader"; "book" ] "the reader has the book."
              LawWord.statement "waits-for" [ "reader"; "reader" ] "the first waits for the second."
              LawWord.number "fines" [ "reader" ] "what the reader owes."
              LawWord.statement "open" [] "the library is open." ] }

    /// The books that each reader holds, and what each owes.
    type private Library =
        { Held: int list list
          Fines: int list
          IsOpen: bool }

    let private bit holds = if holds then 1 else 0

    let private meanings =
        { Members = Map [ "reader", 2; "book", 2 ]
          Words =
            Map
                [ "holds", (fun library (places: int array) -> bit (List.contains places[1] library.Held[places[0]]))
                  "waits-for", (fun _ _ -> 0)
                  "fines", (fun library places -> library.Fines[places[0]])
                  "open", (fun library _ -> bit library.IsOpen) ] }

    let private comparisons =
        [ LawComparison.Equal
          LawComparison.Unequal
          LawComparison.Less
          LawComparison.AtMost
          LawComparison.Greater
          LawComparison.AtLeast ]

    let private ofSort sort scope =
        scope |> List.filter (fun (_, other) -> other = sort) |> List.map fst

    let private fresh (scope: (string * string) list) =
        [ "a"; "b"; "c"; "d" ] |> List.item scope.Length

    /// A word, or a comparison of two variables, that has all it needs in the scope.
    let private atom scope =
        let readers, books = ofSort "reader" scope, ofSort "book" scope

        [ yield Gen.constant (LawExpression.Word("open", []))
          if not readers.IsEmpty then
              yield
                  Gen.map2
                      (fun a b -> LawExpression.Word("waits-for", [ a; b ]))
                      (Gen.elements readers)
                      (Gen.elements readers)

              yield Gen.map2 (fun a b -> LawExpression.Same(a, b)) (Gen.elements readers) (Gen.elements readers)
          if not readers.IsEmpty && not books.IsEmpty then
              yield
                  Gen.map2
                      (fun a b -> LawExpression.Word("holds", [ a; b ]))
                      (Gen.elements readers)
                      (Gen.elements books) ]
        |> Gen.oneof

    let rec private statement size scope =
        // A generator is made when it is asked for, or there would be no end of them.
        let smaller = gen { return! statement (size / 2) scope }

        let pair build =
            Gen.map2 (fun a b -> build (a, b)) smaller smaller

        let quantified build =
            gen {
                let! sort = Gen.elements [ "reader"; "book" ]
                let name = fresh scope
                let! body = statement (size / 2) (scope @ [ name, sort ])
                return build (sort, name, body)
            }

        if size < 2 then
            atom scope
        else
            [ atom scope
              Gen.map LawExpression.Not smaller
              pair LawExpression.And
              pair LawExpression.Or
              pair LawExpression.Implies
              Gen.map3
                  (fun comparison left right -> LawExpression.Compare(comparison, left, right))
                  (Gen.elements comparisons)
                  (sum (size / 2) scope)
                  (sum (size / 2) scope)
              if scope.Length < LawParser.MaxVariables then
                  quantified LawExpression.Every
                  quantified LawExpression.Some ]
            |> Gen.oneof

    and private amount size scope =
        let readers = ofSort "reader" scope

        [ Gen.map LawExpression.Number (Gen.choose (0, 999_999))
          if not readers.IsEmpty then
              Gen.map (fun reader -> LawExpression.Word("fines", [ reader ])) (Gen.elements readers)
          if scope.Length < LawParser.MaxVariables then
              Gen.map
                  (fun body -> LawExpression.Count("book", fresh scope, body))
                  (statement (size / 2) (scope @ [ fresh scope, "book" ])) ]
        |> Gen.oneof

    and private sum size scope =
        Gen.choose (1, 2)
        |> Gen.bind (fun numbers -> Gen.listOfLength numbers (amount size scope))
        |> Gen.map (fun numbers ->
            match numbers with
            | [ number ] -> number
            | numbers -> LawExpression.Sum numbers)

    let private clause =
        Gen.map2
            (fun kind body -> { Kind = kind; Body = body })
            (Gen.elements [ LawKind.Always; LawKind.Never; LawKind.AtLast ])
            (statement 12 [])

    let private laws =
        Gen.choose (1, 3)
        |> Gen.bind (fun clauses -> Gen.listOfLength clauses clause)
        |> Gen.map (fun clauses -> { Clauses = clauses })
        |> Gen.filter (fun law -> (Law.print law).Length <= LawParser.MaxLength)
        |> Arb.fromGen

    [<Property>]
    let ``A law that is printed and read again is the same law`` () =
        Prop.forAll laws (fun law -> LawParser.parse vocabulary (Law.print law) = Ok law)

    let private pieces =
        LawParser.keywords
        @ [ "reader"
            "book"
            "holds"
            "fines"
            "open"
            "r"
            "b"
            "("
            ")"
            ":"
            ","
            ";"
            "+"
            "="
            "<="
            "7"
            "\n"
            "é"
            "!" ]

    /// Texts of the language's pieces in any order, and any text.
    let private texts =
        Gen.oneof
            [ Gen.elements pieces |> Gen.listOf |> Gen.map (String.concat " ")
              ArbMap.defaults |> ArbMap.generate<string> |> Gen.map (fun text -> if isNull text then "" else text) ]
        |> Arb.fromGen

    [<Property(MaxTest = 500)>]
    let ``Any text is a law, or a problem at a place in the text`` () =
        Prop.forAll texts (fun text ->
            match LawParser.parse vocabulary text with
            | Ok law -> LawParser.parse vocabulary (Law.print law) = Ok law
            | Error problem ->
                problem.Offset >= 0
                && problem.Length >= 0
                && problem.Offset + problem.Length <= text.Length
                && problem.Sentence <> "")

    let problems () : TheoryData<string, string> =
        let problems = TheoryData<string, string>()

        [ "", "column 1: expected 'always', 'never' or 'at last', the text ends"
          "allways open", "column 1: expected 'always', 'never' or 'at last', found 'allways': did you mean 'always'?"
          "always opne", "column 8: expected a statement, found 'opne', which stands for nothing: did you mean 'open'?"
          "always for every readr r: open",
          "column 18: expected a sort behind 'for every', found 'readr': did you mean 'reader'?"
          "always for every reader r, book b: r hold b",
          "column 38: expected a word for the reader 'r', found 'hold': did you mean 'holds'?"
          "always for every reader r: r holds r",
          "column 36: expected the book of 'r holds b', found 'r', which is another sort"
          "always for every reader r: r holds",
          "column 35: expected the book of 'r holds b', the text ends: say 'for every book b:' before it"
          "always for every book b: b holds b", "column 28: 'holds' is used as 'r holds b', and 'b' is of the sort book"
          "always holds",
          "column 8: expected a reader before 'holds', as in 'r holds b': say 'for every reader r:' first"
          "always for every reader r: r", "column 29: expected a word behind 'r', as in 'r holds b', the text ends"
          "always for every reader r: r fines",
          "column 35: a number says nothing alone: expected a comparison such as '= 1', the text ends"
          "always open = 1", "column 13: '=' compares two numbers, or two variables of one sort"
          "always for every reader r: (open", "column 33: expected ')' behind the statement, the text ends"
          "always open open", "column 13: expected 'and', 'or', 'implies', ';' or the end, found 'open'"
          "always\nfor every reader r: for some reader r: open",
          "line 2, column 37: 'r' stands for something already: use another letter"
          "always open # now",
          "column 13: a law has words, numbers of at most 6 digits, and the signs ( ) : , ; + = != < <= > >=, found '#'" ]
        |> List.iter problems.Add

        problems

    [<Theory; MemberData(nameof problems)>]
    let ``A text that is no law is told where it is wrong, what was expected, and what was meant``
        (text: string)
        (expected: string)
        : unit =
        match LawParser.parse vocabulary text with
        | Error problem -> LawProblem.words text problem |> Expect.equal expected
        | Ok law -> failwith $"it is a law: {Law.print law}"

    [<Fact>]
    let ``A law that is too long, too deep or has too many clauses or variables is refused by name`` () : unit =
        let repeated count text = String.replicate count text

        let named text =
            match LawParser.parse vocabulary text with
            | Error problem -> problem.Name
            | Ok _ -> "a law"

        [ "always " + repeated 1000 " "
          "always " + repeated 60 "(" + "open" + repeated 60 ")"
          repeated 9 "always open;"
          "always for every book a, book b, book c, book d, book e: open"
          "always 1234567 = 1" ]
        |> List.map named
        |> Expect.equal
            [ "too-long"
              "too-deep"
              "too-many-clauses"
              "too-many-variables"
              "unknown-sign" ]

    let private parsed text =
        match LawParser.parse vocabulary text with
        | Ok law -> law
        | Error problem -> failwith (LawProblem.words text problem)

    let private library =
        { Held = [ [ 0; 1 ]; [] ]
          Fines = [ 3; 0 ]
          IsOpen = true }

    let private says text =
        let properties = parsed $"always {text}" |> Law.properties meanings
        properties.Invariants.Head.Holds library

    [<Fact>]
    let ``A law says of a state what its words mean, for every one, for some, and in numbers`` () : unit =
        [ "for some reader r: for every book b: r holds b"
          "for every book b, some reader r: r holds b"
          "for some reader r: count book b: (r holds b) = 2 and r fines + 1 >= 4"
          "for every reader r, reader s, book b: r holds b and s holds b implies r = s"
          "not open or for every reader r: r fines > 0 implies for some book b: r holds b" ]
        |> List.filter (says >> not)
        |> Expect.equal []

        [ "for every reader r: for some book b: r holds b"
          "for some reader r, book b: r fines = 0 and r holds b"
          "for every reader r, reader s: r = s"
          "not open" ]
        |> List.filter says
        |> Expect.equal []

    [<Fact>]
    let ``Clauses with always and never are invariants, and those with at last are one goal`` () : unit =
        let properties =
            parsed "never open; at last for every reader r: r fines = 0; always open; at last open"
            |> Law.properties meanings

        properties.Invariants
        |> List.map (fun invariant -> invariant.Sentence, invariant.Holds library)
        |> Expect.equal [ "never open", false; "always open", true ]

        properties.Liveness.Sentence |> Expect.equal "at last for every reader r: r fines = 0; at last open"

        properties.Liveness.Holds library |> Expect.equal false
        properties.Liveness.Holds { library with Fines = [ 0; 0 ] } |> Expect.equal true
