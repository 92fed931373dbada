namespace PeerFunctional.Verification

[<NoEquality; NoComparison>]
type internal Later<'item> =
    | NoMore
    | Next of 'item * Lazy<Later<'item>>

module internal Later =

    let rec ofList items =
        match items with
        | [] -> NoMore
        | item :: rest -> Next(item, lazy (ofList rest))

    let rec append (more: Lazy<Later<'item>>) items =
        match items with
        | NoMore -> more.Force()
        | Next(item, rest) -> Next(item, lazy (append more (rest.Force())))

    let rec collect (choose: 'item -> 'other list) items =
        match items with
        | NoMore -> NoMore
        | Next(item, rest) ->
            match choose item with
            | [] -> collect choose (rest.Force())
            | others -> ofList others |> append (lazy (collect choose (rest.Force())))

    let rec tryFind isIt items =
        match items with
        | NoMore -> ValueNone
        | Next(item, _) when isIt item -> ValueSome item
        | Next(_, rest) -> tryFind isIt (rest.Force())
